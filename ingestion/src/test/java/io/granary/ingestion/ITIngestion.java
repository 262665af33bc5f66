package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Feature;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.StreamSource.Format;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.type.ScalarType;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("redis")
final class ITIngestion {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    private Path folder;

    @Test
    void eventBecomesARowWithTheBytesOfItsDefinition() {
        Revision revision = Rides.revision(OwnProject.name());
        try (Bench bench = bench(revision).start().awaitRunning()) {
            Instant arrived = bench.send(Rides.json("ann", now.minusSeconds(60), 30, 10));
            bench.send(Rides.json("ann", now.minusSeconds(120), 40, 10));
            bench.awaitCaughtUp();

            assertThat(bench.stored(Rides.key(revision.project(), "ann"), "last_ride"))
                    .isEqualTo(Rides.lastRideRow(revision, "ann", now.minusSeconds(60), arrived, 30, 10)
                            .row());
            assertThat(bench.stored(Rides.key(revision.project(), "bob"), "last_ride"))
                    .isNull();
        }
    }

    @Test
    void poisonInTheMiddleIsPutAsideAndStopsNothing() {
        String project = OwnProject.name();
        try (Bench bench = bench(Rides.revision(project)).start().awaitRunning()) {
            for (int i = 0; i < 100; i++) {
                bench.send(i % 10 == 5 ? "poison " + i : Rides.json("driver " + i, now, i, 1));
            }
            bench.awaitCaughtUp();

            assertThat(bench.featureLog()).hasSize(180);
            assertThat(bench.deadLetters()).hasSize(10).allSatisfy(ITIngestion::assertPoison);
            assertThat(bench.stored(Rides.key(project, "driver 99"), "speed")).isNotNull();
        }
    }

    private static void assertPoison(ConsumerRecord<byte[], byte[]> letter) {
        assertThat(new String(letter.value(), UTF_8)).startsWith("poison ");
        assertThat(letter.headers().lastHeader(DeadLetter.REASON).value())
                .asString()
                .isEqualTo("undecodable");
    }

    @Test
    void restartInTheMiddleLosesNothingAndRepeatsNothing() {
        String project = OwnProject.name();
        try (Bench bench = bench(Rides.revision(project)).start().awaitRunning()) {
            for (int i = 0; i < 1_000; i++) {
                bench.send(Rides.json("driver " + i, now, i, 1));
                if (i == 300 || i == 700) {
                    bench.stop();
                    bench.start();
                }
            }
            bench.awaitCaughtUp();

            assertThat(bench.featureLog()).doesNotHaveDuplicates().hasSize(2_000);
            for (int i = 0; i < 1_000; i++) {
                assertThat(bench.stored(Rides.key(project, "driver " + i), "last_ride"))
                        .as("driver %d", i)
                        .isNotNull();
            }
        }
    }

    @Test
    void projectsInOneRedisDoNotSeeEachOther() {
        String here = OwnProject.name();
        String there = OwnProject.name();
        try (Bench one = bench(Rides.revision(here)).start();
                Bench other = bench(Rides.revision(there)).start()) {
            one.awaitRunning().send(Rides.json("ann", now, 1, 1));
            other.awaitRunning().send(Rides.json("bob", now, 2, 1));
            one.awaitCaughtUp();
            other.awaitCaughtUp();

            assertThat(one.stored(Rides.key(here, "ann"), "last_ride")).isNotNull();
            assertThat(one.stored(Rides.key(here, "bob"), "last_ride")).isNull();
            assertThat(other.stored(Rides.key(there, "ann"), "last_ride")).isNull();
            assertThat(other.stored(Rides.key(there, "bob"), "last_ride")).isNotNull();
        }
    }

    @Test
    void followsTheRegistryAndReplayingTheTopicChangesNothingThatWasThere() {
        String project = OwnProject.name();
        StreamSource source = Rides.source(project, Format.JSON, null);
        Revision first = Rides.revision(project, source, Rides.lastRide());
        try (Bench bench = bench(first).start().awaitRunning()) {
            Instant arrived = bench.send(Rides.json("ann", now, 30, 10));
            bench.send(Rides.json("ann", now.minusSeconds(1), 50, 10));
            bench.awaitCaughtUp();

            Feature added = new Feature("pace", ScalarType.INT64, "miles / minutes", null);
            bench.apply(Rides.next(first, source, Rides.lastRide(), Rides.view("speed", null, added)));
            bench.awaitCaughtUp();

            assertThat(bench.stored(Rides.key(project, "ann"), "last_ride"))
                    .isEqualTo(Rides.lastRideRow(first, "ann", now, arrived, 30, 10)
                            .row());
            assertThat(bench.stored(Rides.key(project, "ann"), "speed")).isNotNull();
        }
    }

    @Test
    void featureLogInAnotherOrderGivesTheSameRows() {
        Revision revision = Rides.revision(OwnProject.name());
        long seed = new Random().nextLong();
        try (Bench bench = bench(revision).start().awaitRunning()) {
            List<FeatureLogRecord> rows = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                rows.add(Rides.lastRideRow(revision, "ann", now.minusSeconds(i), now, i, 1));
            }
            rows.addAll(rows.subList(10, 30));
            Collections.shuffle(rows, new Random(seed));
            for (FeatureLogRecord row : rows) {
                bench.send(
                        FeatureLogRecord.rowsTopic(revision.project()),
                        row.key().bytes(),
                        row.encodeValue());
            }
            bench.awaitCaughtUp();

            assertThat(bench.stored(Rides.key(revision.project(), "ann"), "last_ride"))
                    .as("seed %d", seed)
                    .isEqualTo(
                            Rides.lastRideRow(revision, "ann", now, now, 0, 1).row());
        }
    }

    @Test
    void corruptRecordOfTheFeatureLogIsADeadLetter() {
        Revision revision = Rides.revision(OwnProject.name());
        String rowsTopic = FeatureLogRecord.rowsTopic(revision.project());
        try (Bench bench = bench(revision).start().awaitRunning()) {
            byte[] corrupt = "corrupt".getBytes(UTF_8);
            bench.send(rowsTopic, new byte[] {1}, corrupt);
            bench.send(Rides.json("ann", now, 30, 10));
            bench.awaitCaughtUp();

            assertThat(bench.stored(Rides.key(revision.project(), "ann"), "last_ride"))
                    .isNotNull();
            assertThat(bench.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.value()).isEqualTo(corrupt);
                assertThat(letter.headers().lastHeader(DeadLetter.TOPIC).value())
                        .asString()
                        .isEqualTo(rowsTopic);
            });
        }
    }

    private Bench bench(Revision revision) {
        return new Bench(revision, kafka.bootstrapServers(), redis.uri(), folder.resolve(revision.project()));
    }
}
