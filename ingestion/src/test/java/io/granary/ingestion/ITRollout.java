package io.granary.ingestion;

import static io.granary.core.definition.GenerationState.BUILDING;
import static io.granary.core.definition.GenerationState.DROPPING;
import static io.granary.core.definition.GenerationState.LIVE;
import static io.granary.core.definition.GenerationState.RETIRED;
import static io.granary.ingestion.SpeedGenerations.awaitApplications;
import static io.granary.ingestion.SpeedGenerations.awaitHealth;
import static io.granary.ingestion.SpeedGenerations.awaitState;
import static io.granary.ingestion.SpeedGenerations.building;
import static io.granary.ingestion.SpeedGenerations.field;
import static io.granary.ingestion.SpeedGenerations.isGone;
import static io.granary.ingestion.SpeedGenerations.pace;
import static io.granary.ingestion.SpeedGenerations.patiently;
import static io.granary.ingestion.SpeedGenerations.speed;
import static io.granary.ingestion.SpeedGenerations.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.StreamSource.Format;
import io.granary.core.key.EntityKey;
import io.granary.core.type.ScalarType;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Definitions change while events flow: what answers stays fresh, and what is new is filled beside it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@Tag("redis")
final class ITRollout {

    private static final int DRIVERS = 500;

    /** So many that a replay lasts for seconds. */
    private static final int MANY = 150_000;

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String project = OwnProject.name();
    private final StreamSource source = Rides.liveSource(project);
    private final Revision first = Rides.revision(project, source, speed(1), Rides.lastRide());

    @TempDir
    private Path folder;

    @Test
    void anAdditiveChangeLeavesNoGapInTheViewsThatDoNotChange() {
        try (Bench bench = started()) {
            sendMany(bench);
            bench.awaitCaughtUp();
            Feature added = new Feature("half", ScalarType.INT64, "miles / 2", null);
            FeatureView wider = Rides.view("speed", null, pace(1), added);
            Revision second = bench.apply(Rides.next(first, source, wider, Rides.lastRide()));
            awaitHealth(bench, "source rides (revision 1)");

            bench.send(Rides.json("fresh", now, 30, 10));
            patiently().until(() -> bench.stored(key("fresh"), "last_ride") != null);
            assertThat(bench.ingestion().lag().events())
                    .as("events that are still replayed")
                    .isPositive();

            bench.awaitCaughtUp();
            awaitApplications(bench, second);
            assertThat(bench.rollouts().current().rollout().live()).isEqualTo(2);
        }
    }

    @Test
    void aNewGenerationIsFilledBesideTheOneThatAnswersAndTheOldOneIsRemovedAfterwards() {
        try (Bench bench = started()) {
            sendMany(bench);
            bench.awaitCaughtUp();
            Revision second = bench.apply(Rides.next(first, source, speed(2), Rides.lastRide()));
            bench.send(Rides.json("fresh", now, 30, 10));
            patiently().until(() -> bench.field(key("fresh"), field(first)) != null);
            assertThat(state(bench, second)).isEqualTo(BUILDING);

            awaitState(bench, second, LIVE);
            assertThat(state(bench, first)).isEqualTo(RETIRED);
            assertFilled(bench, second);
            bench.send(Rides.json("later", now, 30, 10));
            patiently().until(() -> bench.field(key("later"), field(first)) != null);

            bench.rollouts().expire();
            patiently().until(() -> isGone(bench, first));
            assertAbsent(bench, first);
            assertFilled(bench, second);
            awaitApplications(bench, second);
        }
    }

    @Test
    void ofSeveralChangesInARowOnlyTheLastIsFilled() {
        try (Bench bench = started()) {
            sendMany(bench);
            bench.awaitCaughtUp();
            Revision second = bench.apply(Rides.next(first, source, speed(2), Rides.lastRide()));
            awaitHealth(bench, "source rides (revision 1)");
            Revision third = bench.apply(Rides.next(second, source, speed(3), Rides.lastRide()));

            awaitState(bench, third, LIVE);
            patiently().until(() -> isGone(bench, second));
            assertAbsent(bench, second);
            assertFilled(bench, third);
            assertFilled(bench, first);
            bench.rollouts().expire();
            awaitApplications(bench, third);
        }
    }

    @Test
    void theWayBackIsImmediateWhileTheGenerationIsRetiredAndARebuildAfterItWasDropped() {
        try (Bench bench = started()) {
            sendDrivers(bench);
            Revision second = bench.apply(Rides.next(first, source, speed(2), Rides.lastRide()));
            awaitState(bench, second, LIVE);

            Revision back = bench.apply(Rides.next(second, source, speed(1), Rides.lastRide()));
            assertThat(state(bench, back)).isEqualTo(LIVE);
            assertFilled(bench, back);
            bench.rollouts().expire();
            patiently().until(() -> isGone(bench, second));

            Revision again = bench.apply(Rides.next(back, source, speed(2), Rides.lastRide()));
            assertThat(state(bench, again)).isEqualTo(BUILDING);
            awaitState(bench, again, LIVE);
            assertFilled(bench, again);
        }
    }

    @Test
    void aGenerationThatComesBackWhileItIsDroppedIsFilledWhole() {
        try (Bench bench = started()) {
            sendDrivers(bench);
            Revision second = bench.apply(Rides.next(first, source, speed(2), Rides.lastRide()));
            awaitState(bench, second, LIVE);
            bench.rollouts().expire();
            assertThat(state(bench, first)).isEqualTo(DROPPING);
            Revision back = bench.apply(Rides.next(second, source, speed(1), Rides.lastRide()));

            assertThat(state(bench, back)).isEqualTo(BUILDING);
            awaitState(bench, back, LIVE);
            assertFilled(bench, back);
        }
    }

    @Test
    void twoProcessesAndARestartInTheMiddleChangeNothing() {
        try (Bench bench = started();
                Bench twin = bench.twin(folder.resolve("twin")).start()) {
            twin.awaitRunning();
            sendMany(bench);
            bench.awaitCaughtUp();
            Revision second = bench.apply(Rides.next(first, source, speed(2), Rides.lastRide()));
            awaitHealth(bench, "source rides (revision 1)");
            bench.stop();
            bench.start();
            Revision third = bench.apply(Rides.next(second, source, speed(3), Rides.lastRide()));
            awaitHealth(bench, "source rides (revision 1)");
            twin.stop();
            bench.send(Rides.json("fresh", now, 30, 10));
            patiently().until(() -> bench.field(key("fresh"), field(first)) != null);
            twin.start();

            awaitState(bench, third, LIVE);
            assertFilled(bench, third);
            bench.rollouts().expire();
            awaitState(bench, third, LIVE);
            patiently()
                    .until(() ->
                            bench.rollouts().current().rollout().generations().size() == 2);
            assertAbsent(bench, first);
            assertAbsent(bench, second);
            assertFilled(bench, third);
            awaitApplications(bench, third);
        }
    }

    @Test
    void aRestartInTheMiddleOfAnAdditiveChangeFindsTheApplicationThatKeepsRowsFresh() {
        try (Bench bench = started()) {
            sendMany(bench);
            bench.awaitCaughtUp();
            bench.stop();
            FeatureView wider =
                    Rides.view("speed", null, pace(1), new Feature("half", ScalarType.INT64, "miles", null));
            Revision second = bench.apply(Rides.next(first, source, wider, Rides.lastRide()));
            bench.start();
            awaitHealth(bench, "source rides (revision 1)");

            bench.awaitCaughtUp();
            awaitApplications(bench, second);
        }
    }

    @Test
    void aStreamWithHistoryWaitsForItsMaterializationToo() {
        StreamSource historical = Rides.source(project, Format.JSON, null);
        Revision one = Rides.revision(project, historical, speed(1));
        try (Bench bench = bench(one).start().awaitRunning()) {
            sendDrivers(bench);
            Revision two = bench.apply(Rides.next(one, historical, speed(2)));
            patiently().until(() -> building(bench, two).contains("waits for a whole materialization"));
            assertThat(state(bench, two)).isEqualTo(BUILDING);

            try (Materializations materializations = Materializations.open(bench.kafka())) {
                assertThat(materializations.isProjected(project)).isTrue();
                var end = materializations.end(project);
                materializations.record(two, speed(2), end);
                awaitState(bench, two, LIVE);
                assertThat(materializations.remaining(project, end)).isZero();
                assertThat(end).containsKey(new TopicPartition("granary." + project + ".rows", 0));
            }
        }
    }

    private Bench started() {
        return bench(first).start().awaitRunning();
    }

    private Bench bench(Revision revision) {
        return new Bench(revision, kafka.bootstrapServers(), redis.uri(), folder.resolve("streams"));
    }

    private void sendDrivers(Bench bench) {
        bench.sendAll(IntStream.range(0, DRIVERS)
                .mapToObj(i -> Rides.json("driver " + i, now, i, 1))
                .toList());
        bench.awaitCaughtUp();
    }

    private void sendMany(Bench bench) {
        bench.sendAll(IntStream.range(0, MANY)
                .mapToObj(i -> Rides.json("driver " + i % DRIVERS, now.minusMillis(MANY - i), i, 1))
                .toList());
    }

    private EntityKey key(String driver) {
        return Rides.key(project, driver);
    }

    private void assertFilled(Bench bench, Revision revision) {
        for (int i = 0; i < DRIVERS; i++) {
            assertThat(bench.field(key("driver " + i), field(revision)))
                    .as("driver %d", i)
                    .isNotNull();
            assertThat(bench.stored(key("driver " + i), "last_ride"))
                    .as("driver %d", i)
                    .isNotNull();
        }
    }

    private void assertAbsent(Bench bench, Revision revision) {
        for (int i = 0; i < DRIVERS; i++) {
            assertThat(bench.field(key("driver " + i), field(revision)))
                    .as("driver %d", i)
                    .isNull();
        }
    }
}
