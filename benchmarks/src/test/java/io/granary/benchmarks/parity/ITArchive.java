package io.granary.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.benchmarks.flights.ExampleFlights;
import io.granary.benchmarks.flights.FaultyFlights;
import io.granary.benchmarks.flights.FlightEvent;
import io.granary.benchmarks.oracle.OracleEvents;
import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.benchmarks.pipeline.Backlog;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.cli.process.WindowBackfill;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.ingestion.archive.ArchiveConfig;
import io.granary.ingestion.archive.Archiver;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A topic that has lost its beginning: archive, backfill and stream together say what all of its events say. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ITArchive {

    private static final int PARTITIONS = 2;
    private static final int POINTS = 200;
    private static final long PATIENCE_SECONDS = 300;

    private final long seed = System.nanoTime();
    private final ParityLoad load =
            new ParityLoad(ExampleFlights.file(), 6_000, POINTS, 2, 0, seed, Machine.sparkJars());
    private final List<OracleFeature> features = Views.features();
    private final List<Map<String, String>> online = new ArrayList<>();

    @Test
    void answersAsIfTheTopicHadLostNothing() throws Exception {
        List<FlightEvent> records =
                FaultyFlights.read(load.file(), load.flights(), load.seed(), PARTITIONS, FlightProject.startMicros());
        List<Point> points = points(records);
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline = Pipeline.start(folder.path())) {
            pipeline.broker().createTopic(FlightProject.TOPIC, PARTITIONS);
            Path repository = folder.path().resolve("repository");
            pipeline.apply(FlightProject.write(repository));
            StreamArchive archive = new StreamArchive(folder.path().resolve("archive"));
            List<FlightEvent> before = records.subList(0, records.size() * 4 / 5);
            archive(pipeline, archive, before);
            loseBeginning(pipeline, before.subList(0, before.size() / 2));
            stream(folder.path(), pipeline, archive, records, points);
            List<Map<String, String>> training = new TrainingAnswers(load, folder.path(), features)
                    .build(latest(pipeline), repository, archive.folder(), points);
            compare(records, points, training);
        }
    }

    /** Archives events without any stream application; the first part of them is compacted. */
    private static void archive(Pipeline pipeline, StreamArchive archive, List<FlightEvent> events) throws Exception {
        ArchiveConfig config = ArchiveConfig.of(
                        FlightProject.NAME, pipeline.broker().bootstrapServers(), archive.folder())
                .withRollAge(Duration.ofSeconds(1));
        List<FlightEvent> first = events.subList(0, events.size() * 3 / 4);
        try (RegistryClient registry = new RegistryClient(
                        RegistryClientConfig.of(pipeline.registryAddress(), FlightProject.NAME, null),
                        InstantSource.system(),
                        new Random());
                FlightProducer producer = new FlightProducer(pipeline.broker().bootstrapServers())) {
            registry.start();
            try (Archiver archiver = Archiver.start(config, registry.rollouts(), new SimpleMeterRegistry())) {
                producer.send(first);
                archive.awaitAll(first, PATIENCE_SECONDS);
                assertThat(archive.compact()).isEqualTo(first.size());
                producer.send(events.subList(first.size(), events.size()));
                archive.awaitAll(events, PATIENCE_SECONDS);
                assertThat(archiver.problem()).isNull();
            }
        }
    }

    private static void loseBeginning(Pipeline pipeline, List<FlightEvent> lost) throws Exception {
        Map<TopicPartition, RecordsToDelete> delete = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int number = partition;
            long end = lost.stream().filter(each -> each.partition() == number).count();
            delete.put(new TopicPartition(FlightProject.TOPIC, partition), RecordsToDelete.beforeOffset(end));
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()))) {
            admin.deleteRecords(delete).all().get();
        }
    }

    /** The stream goes on with a worker, a backfill adds what is below its cut, and online serving is asked. */
    private void stream(
            Path folder, Pipeline pipeline, StreamArchive archive, List<FlightEvent> records, List<Point> points)
            throws Exception {
        Set<String> logs = new HashSet<>(Views.TOPICS);
        logs.add("granary\\." + FlightProject.NAME + "\\.backfill\\..*");
        killWorker(pipeline, archive);
        try (GranaryProcess worker = worker(pipeline, archive);
                FlightProducer producer = new FlightProducer(pipeline.broker().bootstrapServers());
                Backlog stream = new Backlog(pipeline.broker(), Views.TOPICS);
                Backlog all = new Backlog(pipeline.broker(), logs)) {
            producer.send(records.subList(records.size() * 4 / 5, records.size()));
            stream.awaitNone(PATIENCE_SECONDS);
            archive.awaitAll(records, PATIENCE_SECONDS);
            backfillAgain(folder, pipeline, archive);
            all.awaitNone(PATIENCE_SECONDS);
            assertThat(ProcessHandle.of(worker.pid())).isPresent();
            Path models = Files.createDirectories(folder.resolve("models"));
            try (OnlineAnswers answers = OnlineAnswers.start(pipeline, models, FlightProject.startMicros(), features)) {
                points.forEach(point -> online.add(answers.ask(point)));
            }
        }
    }

    /** It has begun: what is in the topic is below the cut, and only remembered. */
    private static void killWorker(Pipeline pipeline, StreamArchive archive) throws Exception {
        try (GranaryProcess killed = worker(pipeline, archive)) {
            killed.kill();
        }
    }

    private static GranaryProcess worker(Pipeline pipeline, StreamArchive archive) throws Exception {
        return pipeline.startWorker(FlightProject.NAME, "only", archive.options());
    }

    /** After one that was killed when it had written a part. */
    private void backfillAgain(Path folder, Pipeline pipeline, StreamArchive archive) throws Exception {
        try (KilledBackfill killed = KilledBackfill.open(pipeline)) {
            killed.run(folder.resolve("repository"), archive.folder(), load.sparkJars());
            long part = killed.written();
            assertThat(part).isPositive();
            backfill(folder, pipeline, archive);
            assertThat(killed.written()).as("states of both").isGreaterThan(2 * part);
        }
    }

    private void backfill(Path folder, Pipeline pipeline, StreamArchive archive) {
        RegistryApi registry = pipeline.registry();
        Revision written = registry.rollout(FlightProject.NAME).written(latest(pipeline));
        Map<String, String> kafka =
                Map.of("bootstrap.servers", pipeline.broker().bootstrapServers());
        try (WindowBackfill backfill = open(written, kafka);
                SparkProcess spark =
                        new SparkProcess(SparkProcessConfig.of(load.sparkJars(), folder.resolve("scratch")))) {
            BackfillRequest request = backfill.request(folder.resolve("repository"), EventArchive.of(archive.folder()));
            assertThat(request.views())
                    .extracting(BackfillView::cut)
                    .allSatisfy(
                            cut -> assertThat(cut.values()).hasSize(PARTITIONS).allMatch(offset -> offset > 0));
            BackfillResult result = spark.backfill(request, ProgressListener.NONE);
            assertThat(result.views()).allMatch(view -> view.events() > 0);
        }
    }

    /** The broker misses one that was killed after some seconds. */
    private static WindowBackfill open(Revision written, Map<String, String> kafka) {
        List<String> views = BackfillRequest.viewsOfStreams(written);
        return await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .ignoreExceptionsMatching(ITArchive::isConflict)
                .until(() -> WindowBackfill.open(written, views, kafka), opened -> true);
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof GranaryException known && known.code() == ErrorCode.CONFLICT;
    }

    private void compare(List<FlightEvent> records, List<Point> points, List<Map<String, String>> training) {
        OracleEvents accepted = OracleEvents.of(
                records,
                TimeUnit.MILLISECONDS.toMicros(FaultyFlights.LATENESS.toMillis()),
                TimeUnit.MILLISECONDS.toMicros(FaultyFlights.SKEW.toMillis()));
        List<String> mismatches = new ArrayList<>();
        Agreement agreement = new Agreement(mismatches::add);
        PointCheck check = new PointCheck(features, accepted, agreement);
        check.check(points.parallelStream().map(check::right).toList(), online, training);
        assertThat(mismatches).as("seed " + seed).isEmpty();
        assertThat(agreement.compared()).isGreaterThan((long) POINTS * features.size());
    }

    /** After the last arrival, of routes as often as they have events. */
    private List<Point> points(List<FlightEvent> records) {
        Random random = new Random(seed);
        long last = records.get(records.size() - 1).arrivalMicros();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            FlightEvent event = records.get(random.nextInt(records.size()));
            long after = (long) (random.nextDouble() * TimeUnit.HOURS.toMicros(30));
            points.add(new Point(event.origin(), event.destination(), last + after));
        }
        return points;
    }

    private static Revision latest(Pipeline pipeline) {
        return pipeline.registry().latest(FlightProject.NAME);
    }
}
