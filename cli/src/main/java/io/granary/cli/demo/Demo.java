package io.granary.cli.demo;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Home;
import io.granary.cli.files.Repository;
import io.granary.cli.process.AllInOne;
import io.granary.cli.terminal.ProgressLine;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.training.Hyperparameters;
import io.granary.training.TrainedModel;
import io.granary.training.Trainer;
import io.granary.training.TrainingJob;
import io.granary.training.TrainingSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plays the example through everything that Granary does: definitions, stream, materialization, training set, models.
 * Not safe for threads.
 */
final class Demo implements AutoCloseable {

    /** How many steps a run has. */
    static final int STEPS = 7;

    static final String PROJECT = "flights";
    static final String MODEL = "delay";

    /** Ports that no other process has. */
    static final AllInOne.Ports ANY_PORTS = AllInOne.Ports.ANY;

    /** The ports that the command line and the documentation name. */
    static final AllInOne.Ports USUAL_PORTS = new AllInOne.Ports(9092, 6379, 6570, 6566, 9464);

    private static final double MAX_DIFFERENCE = 1e-5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final FlightTable table;
    private final DemoFolder folder;
    private final Shift shift;
    private final Steps steps;
    private final InstantSource clock;
    private final DemoReport report = new DemoReport();
    private final AllInOne servers;
    private final RegistryApi registry;
    private final List<Flight> flights;
    private final FlightReplay replay;
    private long labels;
    private long trainingRows;

    private Demo(
            FlightTable table, DemoFolder folder, Shift shift, InstantSource clock, Steps steps, AllInOne servers) {
        this.table = table;
        this.folder = folder;
        this.shift = shift;
        this.clock = clock;
        this.steps = steps;
        this.servers = servers;
        this.registry = new RegistryApi(servers.registry(), Duration.ofSeconds(10));
        this.flights = table.readFlights(folder.flights());
        this.replay = new FlightReplay(servers.bootstrapServers(), "arrivals", folder.eventSchema());
    }

    /** Prepares the folder and starts the servers. */
    static Demo start(Path root, Shift shift, InstantSource clock, AllInOne.Ports ports, Steps steps) {
        FlightTable table = FlightTable.open();
        DemoFolder folder = steps.run(
                "Moving the flights of January 2001 by " + shift.weeks() + " weeks",
                () -> DemoFolder.prepare(root, shift, table));
        AllInOne servers = steps.run(
                "Starting Kafka, Redis, registry, ingestion and serving",
                () -> AllInOne.start(PROJECT, folder.servers(), folder.models(), ports, clock));
        return new Demo(table, folder, shift, clock, steps, servers);
    }

    /** Everything up to models that answer; the stream is played until a moment. */
    void run(Instant until) {
        Revision revision = steps.run("Applying the feature repository", this::apply);
        steps.run("Replaying the flights since " + shift.streamStart() + " through Kafka", () -> play(until));
        steps.run("Materializing airports and the stream's history with Spark", () -> materialize(revision, until));
        steps.run("Building a point-in-time training set with Spark", () -> buildTrainingSet(revision));
        steps.perform("Training two versions of the model", this::train);
    }

    /** Compares everything that can be compared, at the moment at which the clock stands still. */
    DemoReport check(Instant now) {
        return steps.run("Checking every answer against a plain evaluation", () -> {
            JsonHttp serving = new JsonHttp(servers.serving());
            DemoCheck check = new DemoCheck(table, serving, oracle(), report);
            check.online(flights, now);
            check.training(folder.trainingSet(), trainingRows, labels);
            checkPredictions(serving);
            return report;
        });
    }

    /** Goes on sending flights as they arrive; closing it leaves the servers up. */
    LiveReplay streamTheRest(Instant after) {
        List<Flight> toCome = flights.stream()
                .filter(flight -> flight.arrivedAt() > micros(after))
                .toList();
        return new LiveReplay(replay, toCome, clock).start();
    }

    /** What to try while the servers are up. */
    String invitation() {
        return Invitation.of(servers, folder, clock.instant());
    }

    private Revision apply() {
        Repository repository = Repository.load(folder.repository());
        Revision applied =
                registry.apply(PROJECT, new ApplyRequest(0, "demo", "the flights example", repository.definitions()));
        Await.until(
                "ingestion follows revision " + applied.number(),
                PATIENCE,
                () -> servers.ingestion().lag().following());
        steps.note("revision %d with %d definitions"
                .formatted(applied.number(), applied.definitions().all().size()));
        return applied;
    }

    private int play(Instant until) {
        List<Flight> arrived = streamed(until);
        replay.sendAll(arrived);
        awaitIngestion();
        steps.note(String.format(Locale.ROOT, "%,d events are in the online store", arrived.size()));
        reportEvents(arrived.size());
        return arrived.size();
    }

    private MaterializationResult materialize(Revision revision, Instant until) {
        MaterializationRequest request = MaterializationRequest.ofAllViews(
                revision, folder.repository(), until, Map.of("bootstrap.servers", servers.bootstrapServers()));
        try (SparkProcess spark = spark();
                ProgressLine progress = new ProgressLine("materialize")) {
            MaterializationResult result = spark.materialize(request, progress);
            awaitIngestion();
            return result;
        }
    }

    private TrainingSetManifest buildTrainingSet(Revision revision) {
        labels = table.writeLabels(folder.flights(), folder.labels(), shift.streamStart());
        TrainingSetRequest request = TrainingSetRequest.builder(revision)
                .repository(folder.repository())
                .entities(folder.labels())
                .eventTimestamp("departed_at")
                .service("delay_model")
                .output(folder.trainingSet())
                .build();
        try (SparkProcess spark = spark();
                ProgressLine progress = new ProgressLine("training-set")) {
            TrainingSetManifest manifest = spark.buildTrainingSet(request, progress);
            trainingRows = manifest.rows();
            steps.note(String.format(Locale.ROOT, "%,d rows for %,d labels", manifest.rows(), labels));
            return manifest;
        }
    }

    private void train() {
        train("1", Hyperparameters.DEFAULT.withRounds(60).withDepth(3));
        train("2", Hyperparameters.DEFAULT.withRounds(120).withDepth(5));
    }

    private void train(String version, Hyperparameters hyperparameters) {
        Path target = folder.models().resolve(MODEL).resolve(version);
        TrainingJob job = TrainingJob.of(TrainingSet.read(folder.trainingSet()), "late", "late_probability", target)
                .withHyperparameters(hyperparameters);
        TrainedModel trained;
        try (ProgressLine progress = new ProgressLine("train")) {
            trained = Trainer.train(
                    job,
                    (round, rounds, loss) -> progress.at(
                            (double) round / rounds, String.format(Locale.ROOT, "validation log loss %.4f", loss)));
        }
        String uri = MODEL + "/" + version + "/" + TrainedModel.ONNX_FILE;
        registry.registerModelVersion(PROJECT, MODEL, trained.toVersion(version, uri));
        awaitModel(version);
        steps.note(String.format(
                Locale.ROOT,
                "version %s: AUC %.3f on the newest 15 %%, %.1f %% of flights late",
                version,
                trained.test().auc(),
                100 * trained.test().baseRate()));
    }

    /** The stream's flights that had arrived by a moment. */
    private List<Flight> streamed(Instant until) {
        return flights.stream()
                .filter(flight -> flight.arrivedAt() >= micros(shift.streamStart()))
                .filter(flight -> flight.arrivedAt() <= micros(until))
                .toList();
    }

    private void reportEvents(int produced) {
        long read = Math.round(servers.counted("granary.ingestion.events"));
        long dead = Math.round(servers.counted("granary.ingestion.dead.letters"));
        report.add("events_produced", produced)
                .require(read - dead == produced, "events_applied", read - dead, "every one produced")
                .require(dead == 0, "dead_letters", dead, "0");
    }

    /** The same events again, told to the plain evaluation. */
    private Oracle oracle() {
        Oracle oracle = new Oracle(table.readAirports(folder.airports()));
        Map<Long, Long> arrivals = replay.arrivalMillis();
        for (Flight flight : flights) {
            Long arrival = arrivals.get(flight.id());
            if (arrival != null) {
                oracle.sawInStream(flight, arrival);
            } else if (flight.arrivedAt() < micros(shift.streamStart())) {
                oracle.sawInHistory(flight);
            }
        }
        return oracle;
    }

    private void awaitModel(String version) {
        JsonHttp serving = new JsonHttp(servers.serving());
        Await.until(
                "model " + MODEL + " version " + version + " is ready",
                PATIENCE,
                () -> serving.answers("/v2/models/" + MODEL + "/versions/" + version + "/ready"));
    }

    private void checkPredictions(JsonHttp serving) {
        Model model = registry.latest(PROJECT).definitions().model(MODEL);
        double difference = 0;
        for (ModelVersion version : model.versions()) {
            Path nativeModel =
                    folder.models().resolve(MODEL).resolve(version.version()).resolve(TrainedModel.NATIVE_FILE);
            difference = Math.max(
                    difference,
                    new PredictionCheck(table, serving)
                            .maxDifference(folder.trainingSet(), MODEL, version, nativeModel));
        }
        report.require(
                difference < MAX_DIFFERENCE,
                "prediction_max_abs_difference",
                difference,
                "less than " + MAX_DIFFERENCE);
    }

    private void awaitIngestion() {
        Await.until(
                "the online store has every event",
                PATIENCE,
                () -> servers.ingestion().lag().isCaughtUp());
    }

    private SparkProcess spark() {
        return new SparkProcess(SparkProcessConfig.of(Home.sparkJars(), folder.scratch()));
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    @Override
    public void close() {
        replay.close();
        servers.close();
        table.close();
    }
}
