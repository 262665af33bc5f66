package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowState;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import io.granary.ingestion.RebuildPlan.Origin;
import io.granary.ingestion.Trips.Trip;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A store that lost what it had, and a rebuild, beside an ingestion process or without. */
@Tag("redis")
@Timeout(180)
final class ITRebuild {

    private static final int DRIVERS = 50;
    private static final Rebuild.Listener NOBODY = (fraction, what) -> {};

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String project = OwnProject.name();
    private final Revision revision =
            Trips.revision(project, Trips.source(project, "id"), Trips.view(), Trips.lastTrip());

    @TempDir
    private Path folder;

    @Test
    void fillsAnEmptiedStoreThatNoIngestionProcessIsThereFor() {
        try (Bench bench = started();
                Rebuild rebuild = bench.rebuild()) {
            bench.stop();
            List<@Nullable String> before = stored(bench);
            Rebuild.Stored counted = rebuild.count();
            Losses.ofStore(redis.uri(), project);
            assertThat(rebuild.count()).isEqualTo(new Rebuild.Stored(0, 0));

            RebuildPlan plan = rebuild.plan();
            assertThat(plan.isWhole()).isTrue();
            assertThat(plan.views())
                    .flatExtracting(RebuildPlan.View::parts)
                    .extracting(RebuildPlan.Part::origin)
                    .containsOnly(Origin.FEATURE_LOG);
            rebuild.begin(plan);
            assertThat(rebuild.replay(plan, NOBODY)).isZero();
            assertThat(rebuild.awaitApplied(plan, NOBODY)).isPositive();

            assertThat(stored(bench)).isEqualTo(before);
            assertThat(rebuild.count()).isEqualTo(counted);
            assertThat(counted.keys()).isEqualTo(DRIVERS);
        }
    }

    @Test
    void fillsBesideAnIngestionProcessWhatTheStoreDoesNotKnowThatItLost() {
        try (Bench bench = started();
                Rebuild rebuild = bench.rebuild()) {
            List<@Nullable String> before = stored(bench);
            Losses.ofRows(redis.uri(), project);

            RebuildPlan plan = rebuild.plan();
            rebuild.begin(plan);
            rebuild.awaitApplied(plan, NOBODY);

            assertThat(stored(bench)).isEqualTo(before);
            assertThat(bench.count("granary.ingestion.projector.rewinds")).isPositive();
        }
    }

    @Test
    void computesRowsAgainThatTheLogDoesNotHaveAnyMore() {
        try (Bench bench = started();
                Rebuild rebuild = bench.rebuild()) {
            List<@Nullable String> before = stored(bench);
            Losses.ofTopic(kafka.bootstrapServers(), FeatureLogRecord.rowsTopic(project));
            Losses.ofStore(redis.uri(), project);

            RebuildPlan plan = rebuild.plan();
            assertThat(plan.isWhole()).isTrue();
            assertThat(plan.views())
                    .filteredOn(view -> view.name().equals(Trips.LAST_TRIP))
                    .flatExtracting(RebuildPlan.View::parts)
                    .extracting(part -> part.origin() + " " + part.name())
                    .containsExactly("FEATURE_LOG granary." + project + ".rows", "TOPIC " + Trips.topic(project));
            rebuild.begin(plan);
            assertThat(rebuild.replay(plan, NOBODY)).isEqualTo(DRIVERS);
            rebuild.awaitApplied(plan, NOBODY);

            assertThat(stored(bench)).isEqualTo(before);
        }
    }

    @Test
    void namesWhatIsNowhereAnyMore() {
        try (Bench bench = started();
                Rebuild rebuild = bench.rebuild()) {
            Losses.ofTopic(kafka.bootstrapServers(), FeatureLogRecord.rowsTopic(project));
            Losses.ofTopic(kafka.bootstrapServers(), Trips.topic(project));

            RebuildPlan plan = rebuild.plan();

            assertThat(plan.isWhole()).isFalse();
            assertThat(plan.views())
                    .filteredOn(view -> view.lost() != null)
                    .singleElement()
                    .satisfies(view -> assertThat(view.lost())
                            .startsWith("rows of events that arrived before ")
                            .endsWith(": topic " + Trips.topic(project) + " has no earlier ones"));
        }
    }

    private Bench started() {
        Bench bench = new Bench(revision, kafka.bootstrapServers(), redis.uri(), folder)
                .start()
                .awaitRunning();
        List<Trip> trips = IntStream.range(0, 1_000)
                .mapToObj(i -> new Trip("trip " + i, driver(i % DRIVERS), now.minusMillis(5_000 - i), i + 0.5))
                .toList();
        bench.sendAll(Trips.topic(project), trips.stream().map(Trip::json).toList());
        bench.awaitCaughtUp();
        return bench;
    }

    private static String driver(int number) {
        return "driver " + number;
    }

    /** Of each driver the row and the pages, without the guards of the pages. */
    private List<@Nullable String> stored(Bench bench) {
        WindowPlan windows = WindowPlan.of(revision).get(0);
        List<@Nullable String> all = new ArrayList<>();
        for (int i = 0; i < DRIVERS; i++) {
            all.add(hex(bench.stored(Trips.key(project, driver(i)), Trips.LAST_TRIP)));
            for (int field = 0; field < windows.layout().fieldCount(); field++) {
                String name = windows.field()
                        + WindowState.SEPARATOR
                        + windows.layout().field(field);
                byte[] state = bench.field(Trips.key(project, driver(i)), name);
                all.add(state == null ? null : hex(WindowState.page(state)));
            }
        }
        assertThat(all).filteredOn(each -> each != null).hasSizeGreaterThan(3 * DRIVERS);
        return all;
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
