package io.granary.cli.demo;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.cli.openlineage.LineageTarget;
import io.granary.cli.process.AllInOne;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.ingestion.IngestionLag;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.server.rollout.RolloutConfig;
import io.granary.training.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays the example through everything that Granary does: definitions, stream, materialization, training set, models,
 * router. Not safe for threads.
 */
final class Demo implements AutoCloseable {

    /** How many steps a run has. */
    static final int STEPS = 9;

    static final String PROJECT = "flights";
    static final String MODEL = "delay";

    /** Ports that no other process has. */
    static final AllInOne.Ports ANY_PORTS = AllInOne.Ports.ANY;

    /** The ports that the command line and the documentation name. */
    static final AllInOne.Ports USUAL_PORTS = new AllInOne.Ports(9092, 6379, 6570, 6566, 6567, 9464);

    private static final Duration ARCHIVE_ROLL_AGE = Duration.ofSeconds(2);
    private static final int UNITS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final FlightTable table;
    private final DemoFolder folder;
    private final Shift shift;
    private final InstantSource clock;
    private final Steps steps;
    private final AllInOne servers;
    private final RegistryApi registry;
    private final JsonHttp serving;
    private final List<Flight> flights;
    private final FlightReplay replay;
    private final SparkJobs spark;
    private final LineageTarget lineage;
    private final DemoReport report = new DemoReport();
    private Instant played = Instant.EPOCH;
    private @Nullable LiveReplay live;

    private Demo(
            FlightTable table,
            DemoFolder folder,
            Shift shift,
            InstantSource clock,
            Steps steps,
            AllInOne servers,
            LineageTarget lineage) {
        this.table = table;
        this.folder = folder;
        this.shift = shift;
        this.clock = clock;
        this.steps = steps;
        this.servers = servers;
        this.registry = new RegistryApi(servers.registry(), Duration.ofSeconds(10));
        this.serving = new JsonHttp(servers.serving());
        this.flights = table.readFlights(folder.flights());
        this.replay = new FlightReplay(servers.bootstrapServers(), "arrivals", folder.eventSchema());
        this.spark = new SparkJobs(folder, servers.bootstrapServers(), lineage);
        this.lineage = lineage;
    }

    /** Prepares the folder and starts the servers. */
    static Demo start(
            DemoFolder folder,
            Shift shift,
            InstantSource clock,
            AllInOne.Ports ports,
            Steps steps,
            LineageTarget lineage) {
        FlightTable table = FlightTable.open();
        steps.perform(
                "Moving the flights of January 2001 by " + shift.weeks() + " weeks",
                () -> folder.prepare(shift, table));
        AllInOne servers = steps.run(
                "Starting Kafka, Redis, registry, ingestion and serving",
                () -> AllInOne.start(
                        PROJECT,
                        folder.servers(),
                        folder.models(),
                        ports,
                        new AllInOne.Options(
                                RolloutConfig.DEFAULT,
                                new AllInOne.Archive(folder.archive(), ARCHIVE_ROLL_AGE),
                                null,
                                null,
                                lineage),
                        clock));
        return new Demo(table, folder, shift, clock, steps, servers, lineage);
    }

    /** Everything up to a router that answers; the stream is played until a moment. */
    void run(Instant until) {
        Revision revision = steps.run("Applying the feature repository", this::applyFirst);
        steps.perform("Replaying the flights since " + shift.streamStart() + " through Kafka", () -> play(until));
        steps.perform("Materializing airports and the stream's history with Spark", () -> materialize(revision, until));
        steps.perform("Backfilling windows with the stream's history with Spark", () -> backfill(revision));
        steps.perform("Building a point-in-time training set with Spark", () -> buildTrainingSet(revision));
        steps.perform("Training two versions of the model", this::train);
        steps.perform("Routing predictions between the two", () -> route(until));
    }

    /** Compares everything that can be compared, at the moment at which the clock stands still. */
    DemoReport check(Instant now) {
        steps.perform("Checking every answer against a plain evaluation", () -> {
            DemoCheck check = new DemoCheck(table, serving, oracle(), report);
            check.online(flights, now);
            check.training(folder.trainingSet());
            check.predictions(folder, registry.latest(PROJECT).definitions().model(MODEL));
        });
        return report;
    }

    /** Goes on sending flights as they arrive, until everything is closed. */
    void streamTheRest() {
        List<Flight> toCome = flights.stream()
                .filter(flight -> flight.arrivedAt() > micros(played))
                .toList();
        live = new LiveReplay(replay, toCome, clock).start();
    }

    /** What to try while the servers are up. */
    String invitation() {
        return Invitation.of(servers, folder, clock.instant());
    }

    private Revision applyFirst() {
        Revision applied = apply("the flights example");
        Await.until("ingestion follows revision " + applied.number(), PATIENCE, () -> {
            IngestionLag lag = servers.ingestion().lag();
            return lag.following() && lag.revision() >= applied.number();
        });
        steps.note("revision %d with %d definitions"
                .formatted(applied.number(), applied.definitions().all().size()));
        return applied;
    }

    private Revision apply(String message) {
        Repository repository = Repository.load(folder.repository());
        int base = registry.plan(PROJECT, repository.definitions()).base();
        return registry.apply(PROJECT, new ApplyRequest(base, "demo", message, repository.definitions()));
    }

    private void play(Instant until) {
        played = until;
        List<Flight> arrived = flights.stream()
                .filter(flight -> flight.arrivedAt() >= micros(shift.streamStart()))
                .filter(flight -> flight.arrivedAt() <= micros(until))
                .toList();
        replay.sendAll(arrived);
        awaitIngestion();
        steps.note(String.format(Locale.ROOT, "%,d events are in the online store", arrived.size()));
        long dead = servers.counted("granary.ingestion.dead.letters");
        long applied = AppliedEvents.count(servers.bootstrapServers(), FeatureLogRecord.rowsTopic(PROJECT));
        report.add("events_produced", arrived.size())
                .require(applied == arrived.size(), "events_applied", applied, "every one produced")
                .require(dead == 0, "dead_letters", dead, "0");
    }

    private void materialize(Revision revision, Instant until) {
        long rows = spark.materialize(registry.rollout(PROJECT).written(revision), until);
        steps.note(String.format(Locale.ROOT, "%,d rows", rows));
        awaitIngestion();
    }

    private void backfill(Revision revision) {
        long states = spark.backfill(registry.rollout(PROJECT).written(revision));
        steps.note(String.format(Locale.ROOT, "%,d window states", states));
        awaitIngestion();
    }

    private void buildTrainingSet(Revision revision) {
        long labels = table.writeLabels(folder.flights(), folder.labels(), shift.streamStart());
        long rows = spark.buildTrainingSet(revision).rows();
        steps.note(String.format(Locale.ROOT, "%,d rows for %,d labels", rows, labels));
        report.require(rows == labels, "training_rows", rows, labels + " labels");
    }

    private void train() {
        List<TrainedModel> versions = new ModelTraining(folder, registry, serving, lineage).trainTwoVersions();
        versions.forEach(version -> steps.note("version " + ModelTraining.text(version)));
        report.add("auc", versions.get(0).test().auc())
                .add("base_rate", versions.get(0).test().baseRate());
    }

    private void route(Instant departure) {
        folder.addRouter();
        Revision applied = apply("route between two versions");
        Await.until(
                "the router of revision " + applied.number(),
                PATIENCE,
                () -> servers.modelRevision() >= applied.number());
        RouterTrial trial =
                new RouterTrial(serving).predict(flights.subList(0, UNITS), departure.truncatedTo(ChronoUnit.SECONDS));
        Await.until(
                "every prediction is logged",
                PATIENCE,
                () -> servers.counted("granary.serving.predictions.logged") >= trial.predictions());
        steps.note(String.format(Locale.ROOT, "%,d predictions: %s", trial.predictions(), trial.arms()));
        report.require(trial.predictions() == UNITS, "predictions", trial.predictions(), String.valueOf(UNITS))
                .require(trial.hasEqualArms(2), "arms", trial.arms(), "half each, give or take three standard errors");
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

    private void awaitIngestion() {
        Await.until(
                "the online store has every event",
                PATIENCE,
                () -> servers.ingestion().lag().isCaughtUp());
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
        replay.close();
        servers.close();
        table.close();
    }
}
