package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.WindowState;
import io.granary.core.key.EntityKey;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import io.granary.ingestion.Trips.Trip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the topics and states of windows over time: they come, move, are made anew and go. */
@Tag("redis")
@Timeout(300)
final class ITWindowLifecycle {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String project = OwnProject.name();
    private final Revision revision = Trips.revision(project);
    private final WindowPlan plan = WindowPlan.of(revision).get(0);
    private final TripWindows windows = new TripWindows(revision);

    @TempDir
    private Path folder;

    /** A new topic is as often longer as shorter than what was read of the one before. Each partition has its own epoch. */
    @ParameterizedTest
    @ValueSource(ints = {1, 25})
    void statesOfATopicThatIsMadeAnewReplaceThoseOfTheOneBefore(int pages) throws Exception {
        try (Bench bench = bench(WindowConfig.DEFAULT).start().awaitRunning();
                Admin admin = admin()) {
            FeatureView view = Trips.view();
            try (Backfills backfills = Backfills.open(bench.kafka())) {
                backfills.ensureTopic(revision, view);
                for (int i = 0; i < 10; i++) {
                    windows.sendBackfilled(bench, List.of(trip("before " + i, "ann")));
                }
                byte[] before = awaitBackfilled(bench, "ann");

                admin.deleteTopics(List.of(plan.backfillLog())).all().get(1, TimeUnit.MINUTES);
                patiently().until(() -> !admin.listTopics().names().get().contains(plan.backfillLog()));
                backfills.ensureTopic(revision, view);
                windows.sendBackfilled(bench, List.of(trip("first", "bob")));
                for (int i = 0; i < pages; i++) {
                    windows.sendBackfilled(bench, List.of(trip("after " + i, "ann")));
                }

                patiently().untilAsserted(() -> {
                    byte[] first = backfilled(bench, "bob");
                    byte[] last = backfilled(bench, "ann");
                    assertThat(WindowState.epoch(first)).isGreaterThan(WindowState.epoch(before));
                    assertThat(WindowState.epoch(last)).isGreaterThan(WindowState.epoch(before));
                    assertThat(WindowState.offset(last)).isGreaterThanOrEqualTo(pages - 1);
                });
            }
        }
    }

    @Test
    void aStandbyTakesOverWithTheStatesThatItHas() {
        List<Trip> trips = Trips.random(2_000, now);
        try (Bench bench = bench(windows(Duration.ofMillis(100), 1)).start().awaitRunning();
                Bench twin = bench.twin(folder.resolve("twin")).start().awaitRunning()) {
            patiently().untilAsserted(() -> {
                assertThat(stores(folder.resolve("twin"))).hasSize(2);
                assertThat(stores(folder.resolve("streams"))).hasSize(2);
            });
            send(bench, trips.subList(0, 1_000));
            bench.awaitCaughtUp();
            patiently().until(() -> count(bench, "followed") + count(twin, "followed") >= records(bench));

            bench.stop();
            send(bench, trips.subList(1_000, 2_000));
            send(bench, trips.subList(0, 100));
            twin.awaitCaughtUp();

            windows.assertStored(twin, trips, now);
            assertThat(count(twin, "followed")).isPositive();
            assertThat(count(twin, "restored"))
                    .as("records read from logs before going on")
                    .isZero();
        }
    }

    /** Of the logs of states and ids. */
    private int records(Bench bench) {
        return bench.committed(plan.log()).size()
                + bench.committed(plan.log().replace(PageStore.NAME, IdStore.NAME))
                        .size();
    }

    private static double count(Bench bench, String counter) {
        return bench.count("granary.ingestion.windows." + counter, "view", Trips.VIEW);
    }

    @Test
    void eventsOfOneCommitAreOneRecordOfEachPage() {
        List<Trip> trips = Trips.random(500, now).stream()
                .map(trip -> new Trip(trip.id(), "ann", trip.happenedAt(), trip.miles()))
                .toList();
        try (Bench bench = bench(windows(Duration.ofSeconds(3), 0)).start().awaitRunning()) {
            send(bench, trips);
            bench.awaitCaughtUp();

            List<List<Bytes>> commits = commits(bench.committed(plan.log()));
            assertThat(commits)
                    .hasSizeBetween(1, 4)
                    .allSatisfy(keys -> assertThat(keys)
                            .doesNotHaveDuplicates()
                            .hasSizeLessThanOrEqualTo(windows.pages(trips).size()));
            assertThat(count(bench, "events")).isEqualTo(500);
        }
    }

    /** The keys of the records of each transaction in one partition: the marker behind them has an offset, too. */
    private static List<List<Bytes>> commits(List<ConsumerRecord<byte[], byte[]>> records) {
        List<List<Bytes>> commits = new ArrayList<>();
        long next = -1;
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.offset() != next) {
                commits.add(new ArrayList<>());
            }
            commits.get(commits.size() - 1).add(Bytes.wrap(each.key()));
            next = each.offset() + 1;
        }
        return commits;
    }

    @Test
    void nothingIsLeftOfAGenerationThatIsRetired() throws Exception {
        List<Trip> trips = Trips.random(200, now);
        try (Bench bench = bench(WindowConfig.DEFAULT).start().awaitRunning();
                Admin admin = admin();
                Backfills backfills = Backfills.open(bench.kafka())) {
            backfills.ensureTopic(revision, Trips.view());
            send(bench, trips);
            windows.sendBackfilled(bench, trips.subList(0, 50));
            bench.awaitCaughtUp();
            awaitBackfilled(bench, trips.get(0).driver());
            assertThat(fields(bench)).isPositive();

            FeatureView other = Trips.view("miles > 0.0", Trips.aggregation("trips", "count", null));
            Revision second = bench.apply(Trips.next(revision, Trips.source(project, "id"), other));
            patiently().until(() -> state(bench, second) == GenerationState.LIVE);
            bench.rollouts().expire(Instant.now());

            patiently()
                    .until(() ->
                            !bench.rollouts().current().rollout().generations().containsKey(plan.field()));
            patiently().untilAsserted(() -> assertThat(fields(bench)).isZero());
            patiently()
                    .untilAsserted(() -> assertThat(admin.listTopics().names().get())
                            .noneMatch(topic -> topic.startsWith(plan.applicationId()))
                            .doesNotContain(plan.backfillLog())
                            .contains(WindowPlan.of(second).get(0).log()));
            patiently()
                    .untilAsserted(() -> assertThat(bench.groups())
                            .noneMatch(group -> group.startsWith(plan.applicationId()))
                            .contains(WindowPlan.of(second).get(0).applicationId()));
            assertThat(stores(folder.resolve("streams"))).isEmpty();
        }
    }

    @Test
    void aStreamWhoseBeginningIsGoneAndABackfillOfItLeaveNoGapAndCountNothingTwice() throws Exception {
        List<Trip> trips = Trips.random(1_000, now);
        try (Bench bench = bench(WindowConfig.DEFAULT);
                Admin admin = admin();
                Backfills backfills = Backfills.open(bench.kafka())) {
            admin.createTopics(List.of(new NewTopic(Trips.topic(project), 2, (short) 1)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
            send(bench, trips.subList(0, 100));
            Losses.ofTopic(kafka.bootstrapServers(), Trips.topic(project));
            send(bench, trips.subList(100, 500));
            bench.start().awaitRunning();
            assertThat(backfills.cut(revision, Trips.view()).values())
                    .satisfies(cut -> assertThat(
                                    cut.stream().mapToLong(offset -> offset).sum())
                            .isEqualTo(500));

            send(bench, trips.subList(300, 1_000));
            backfills.ensureTopic(revision, Trips.view());
            windows.sendBackfilled(bench, trips.subList(0, 500));
            patiently().untilAsserted(() -> windows.assertStored(bench, trips, now));

            send(bench, trips.subList(100, 600));
            bench.awaitCaughtUp();
            windows.assertStored(bench, trips, now);
        }
    }

    private byte[] awaitBackfilled(Bench bench, String driver) {
        return patiently().until(() -> backfilled(bench, driver), state -> state.length > 0);
    }

    private byte[] backfilled(Bench bench, String driver) {
        for (int field = 0; field < plan.layout().fieldCount(); field++) {
            byte[] state = bench.field(windows.key(driver), windows.field(field) + WindowState.BACKFILL);
            if (state != null) {
                return state;
            }
        }
        return new byte[0];
    }

    /** How many states the store has of the first generation. */
    private int fields(Bench bench) {
        int count = 0;
        for (int driver = 0; driver < Trips.DRIVERS; driver++) {
            EntityKey key = windows.key("driver " + driver);
            for (int ordinal = 0; ordinal < plan.layout().fieldCount(); ordinal++) {
                count += bench.field(key, windows.field(ordinal)) == null ? 0 : 1;
                count += bench.field(key, windows.field(ordinal) + WindowState.BACKFILL) == null ? 0 : 1;
            }
        }
        return count;
    }

    private static GenerationState state(Bench bench, Revision revision) {
        return bench.rollouts()
                .current()
                .rollout()
                .generation(Trips.VIEW, revision.viewState(Trips.VIEW).generation())
                .state();
    }

    /** The local stores of the application's tasks, active and standby. */
    private List<Path> stores(Path state) throws IOException {
        try (var tasks = Files.list(state.resolve(plan.applicationId()))) {
            return tasks.filter(task -> Files.isDirectory(task.resolve("rocksdb/" + PageStore.NAME)))
                    .toList();
        }
    }

    private void send(Bench bench, List<Trip> trips) {
        bench.sendAll(Trips.topic(project), trips.stream().map(Trip::json).toList());
    }

    private Trip trip(String id, String driver) {
        return new Trip(id, driver, now.minusSeconds(10), 1.5);
    }

    private static WindowConfig windows(Duration commitInterval, int standbyReplicas) {
        WindowConfig usual = WindowConfig.DEFAULT;
        return new WindowConfig(commitInterval, standbyReplicas, usual.storeBytes(), usual.pageBytes());
    }

    private Bench bench(WindowConfig config) {
        return new Bench(revision, kafka.bootstrapServers(), redis.uri(), folder.resolve("streams"), config);
    }

    private static Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(90)).ignoreExceptions();
    }
}
