package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Entity;
import io.granary.core.definition.Revision;
import io.granary.core.erasure.Erasure;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowState;
import io.granary.core.key.EntityKey;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import io.granary.ingestion.ErasureReceipt.Line;
import io.granary.ingestion.Trips.Trip;
import io.granary.online.store.StoredRows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A driver who is erased beside an ingestion process, and all that could bring back what there was. */
@Tag("redis")
@Timeout(240)
final class ITErasure {

    private static final int DRIVERS = 20;
    private static final String ANN = "driver 3";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Rebuild.Listener NOBODY = (fraction, what) -> {};

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String project = OwnProject.name();
    private Revision revision = DriversAndTrips.revision(project);

    @TempDir
    private Path folder;

    @Test
    void takesAwayRowsAndWindowsOfTheDriverAloneAndOfEachTrip() {
        try (Bench bench = started()) {
            Map<String, String> before = stored(bench);
            ErasureReceipt receipt = erase(bench);

            assertThat(ofDriver(bench, ANN)).isEmpty();
            Map<String, String> after = stored(bench);
            before.keySet().retainAll(after.keySet());
            assertThat(after).as("of all others, to the byte").isEqualTo(before).hasSizeGreaterThan(3 * (DRIVERS - 1));
            assertThat(receipt.isDone()).isTrue();
            assertThat(receipt.erased())
                    .extracting(Line::place)
                    .contains("online store", "feature log", "window states");
            assertThat(receipt.erased().stream()
                            .filter(line -> line.place().equals("online store"))
                            .mapToLong(Line::count)
                            .sum())
                    .isGreaterThan(20);
            assertThat(receipt.kept()).extracting(Line::name).contains(Trips.topic(project));
            assertThat(receipts()).containsExactly(receipt);
            assertThat(new String(ErasureReceiptJson.encode(receipt), UTF_8)).doesNotContain(ANN);
        }
    }

    @Test
    void aRebuildAndANewGenerationLeaveItOutAndALaterEventMakesItAnew() {
        try (Bench bench = started()) {
            erase(bench);
            Losses.ofTopic(kafka.bootstrapServers(), FeatureLogRecord.rowsTopic(project));
            Losses.ofStore(redis.uri(), project);
            rebuild(bench);
            assertThat(ofDriver(bench, ANN)).isEmpty();
            assertThat(ofDriver(bench, "driver 4")).isNotEmpty();

            revision = bench.apply(DriversAndTrips.withMoreWindows(revision));
            bench.awaitRunning().awaitCaughtUp();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(count(bench, "driver 4")).isEqualTo(10L));
            assertThat(ofDriver(bench, ANN)).isEmpty();

            bench.sendAll(Trips.topic(project), List.of(new Trip("new", ANN, now, 7).json()));
            bench.awaitCaughtUp();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(count(bench, ANN)).isEqualTo(1L));
            assertThat(bench.stored(Trips.key(project, ANN), Trips.LAST_TRIP)).isNotNull();
        }
    }

    @Test
    void whatWasNotFinishedGoesOnAndASecondErasureIsAnother() {
        try (Bench bench = started()) {
            Erasure erasure = Erasure.of(Trips.key(project, ANN), 0);
            Line counted = new Line("online store", "trip_rows", 1_000, "fields of it");
            ErasureReceipt begun = new ErasureReceipt(
                    "unfinished", project, "driver", erasure, now, null, List.of(counted), List.of());
            new ErasureLog(bench.kafka()).append(begun);
            assertThat(receipts()).singleElement().isEqualTo(begun);

            ErasureReceipt first = erase(bench);
            assertThat(first.id()).isEqualTo("unfinished");
            assertThat(first.until()).isAfter(now);
            assertThat(first.erased()).contains(counted);

            ErasureReceipt second = erase(bench);
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.erased().stream().filter(line -> line.place().equals("online store")))
                    .allMatch(line -> line.count() == 0);
            assertThat(receipts()).containsExactly(first, second);
        }
    }

    @Test
    void oneErasureOfAnEntityAtATime() {
        try (Bench bench = started();
                EntityErasure erasure = bench.erasure();
                ErasureRun run = erasure.begin(driver(), Trips.key(project, ANN))) {
            assertThat(receipts()).singleElement().satisfies(known -> {
                assertThat(known.isDone()).isFalse();
                assertThat(known).isEqualTo(run.receipt());
            });
            assertThatThrownBy(() -> erase(bench)).hasMessage("Cannot erase this driver: another one does so now");
            assertThat(receipts()).containsExactly(run.receipt());

            assertThat(run.finish(step -> {}).isDone()).isTrue();
            assertThat(receipts()).containsExactly(run.receipt());
        }
    }

    @Test
    void withoutIngestionNothingIsErasedAndLookingChangesNothing() {
        try (Bench bench = started()) {
            try (EntityErasure erasure = bench.erasure()) {
                ErasureReceipt seen = erasure.look(driver(), Trips.key(project, ANN));
                assertThat(seen.isDone()).isFalse();
                assertThat(seen.erased()).extracting(Line::note).contains("the entity alone");
            }
            assertThat(ofDriver(bench, ANN)).isNotEmpty();
            bench.stop();

            assertThatThrownBy(() -> erase(bench))
                    .hasMessageContaining("no ingestion process of project '" + project + "'");
            assertThat(receipts()).isEmpty();
        }
    }

    private List<ErasureReceipt> receipts() {
        return Erasures.receipts(Map.of("bootstrap.servers", kafka.bootstrapServers()), project);
    }

    private Entity driver() {
        return revision.definitions().entity("driver");
    }

    private ErasureReceipt erase(Bench bench) {
        try (EntityErasure erasure = bench.erasure();
                ErasureRun run = erasure.begin(driver(), Trips.key(project, ANN))) {
            return run.finish(step -> {});
        }
    }

    private static void rebuild(Bench bench) {
        try (Rebuild rebuild = bench.rebuild()) {
            RebuildPlan plan = rebuild.plan();
            rebuild.begin(plan);
            assertThat(rebuild.replay(plan, NOBODY)).isPositive();
            rebuild.awaitApplied(plan, NOBODY);
        }
    }

    private Bench started() {
        Bench bench = new Bench(revision, kafka.bootstrapServers(), redis.uri(), folder)
                .start()
                .awaitRunning();
        List<Trip> trips = IntStream.range(0, 10 * DRIVERS)
                .mapToObj(i -> new Trip("trip " + i, "driver " + i % DRIVERS, now.minusMillis(5_000 - i), i + 0.5))
                .toList();
        bench.sendAll(Trips.topic(project), trips.stream().map(Trip::json).toList());
        bench.awaitCaughtUp();
        return bench;
    }

    private static List<EntityKey> ofDriver(Bench bench, String driver) {
        String hex = HexFormat.of().formatHex(driver.getBytes(UTF_8));
        return bench.keys().stream().filter(key -> key.toString().contains(hex)).toList();
    }

    /** How many trips of the last hour the windows of a driver count. */
    private @Nullable Object count(Bench bench, String driver) {
        WindowPlan plan = windows();
        return new TripWindows(revision)
                .of(field -> page(bench, plan, Trips.key(project, driver), field), now.plusSeconds(1))
                .get(0);
    }

    private WindowPlan windows() {
        return WindowPlan.of(revision).stream()
                .filter(plan -> plan.view().name().equals(Trips.VIEW))
                .findFirst()
                .orElseThrow();
    }

    private static byte @Nullable [] page(Bench bench, WindowPlan plan, EntityKey key, int field) {
        byte[] state = bench.field(
                key, plan.field() + WindowState.SEPARATOR + plan.layout().field(field));
        return state == null ? null : WindowState.page(state);
    }

    /** Every field of every view, by entity key. */
    private Map<String, String> stored(Bench bench) {
        Map<String, String> all = new TreeMap<>();
        List<String> fields = ErasedView.of(bench.rollouts().current(), driver().joinKeys()).stream()
                .flatMap(view -> view.fields().stream())
                .toList();
        for (EntityKey key : bench.keys()) {
            StoredRows rows = bench.read(key, fields);
            for (int field = 0; field < fields.size(); field++) {
                byte[] stored = rows.copy(0, field);
                if (stored != null) {
                    all.put(key + " " + fields.get(field), HexFormat.of().formatHex(stored));
                }
            }
        }
        return all;
    }
}
