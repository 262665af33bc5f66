package io.granary.benchmarks.parity;

import io.granary.benchmarks.flights.FaultyFlights;
import io.granary.benchmarks.flights.FlightEvent;
import io.granary.benchmarks.oracle.OracleEvents;
import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.benchmarks.pipeline.Backlog;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills the ingesting worker, the broker and Redis while flights are played, and compares what is served afterwards with what
 * the flights make by definition.
 */
final class KillBenchmark {

    private static final int PARTITIONS = 4;
    private static final long PATIENCE_SECONDS = 600;
    private static final int PER_SECOND = 400;

    private final KillLoad load;
    private final Consumer<String> progress;
    private final SplittableRandom random;
    private final List<OracleFeature> features = Views.features();
    private final List<Finding> findings = new ArrayList<>();

    private KillBenchmark(KillLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
        this.random = new SplittableRandom(load.seed());
    }

    static Findings run(KillLoad load, Consumer<String> progress) throws Exception {
        progress.accept("kills: seed " + load.seed());
        double averageBefore = Machine.loadAverage();
        KillBenchmark benchmark = new KillBenchmark(load, progress);
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline = Pipeline.start(folder.path())) {
            benchmark.run(folder.path(), pipeline);
        }
        return new Findings(
                "kills", Machine.commit(), Machine.describe(load.numbers(), averageBefore), benchmark.findings);
    }

    private void run(Path folder, Pipeline pipeline) throws Exception {
        long startMicros = FlightProject.startMicros();
        List<FlightEvent> records =
                FaultyFlights.read(load.file(), load.flights(), load.seed(), PARTITIONS, startMicros);
        pipeline.broker().createTopic(FlightProject.TOPIC, PARTITIONS);
        pipeline.apply(FlightProject.write(folder.resolve("repository")));
        Path models = Files.createDirectories(folder.resolve("models"));
        try (Disturbance workers = Disturbance.start(pipeline, random);
                OnlineAnswers answers = OnlineAnswers.start(pipeline, models, startMicros, features);
                FlightProducer producer = new FlightProducer(pipeline.broker().bootstrapServers());
                Backlog backlog = new Backlog(pipeline.broker(), Views.TOPICS)) {
            int sent = killWorkers(workers, producer, records);
            check("worker killed " + load.kills() + " times", records.subList(0, sent), answers, backlog);
            sent = killBroker(pipeline, producer, records, sent);
            check("broker killed " + load.brokerKills() + " times", records.subList(0, sent), answers, backlog);
            producer.send(records.subList(sent, records.size()));
            backlog.awaitNone(PATIENCE_SECONDS);
            replaceRedis(pipeline, records, answers);
        }
    }

    private int killWorkers(Disturbance workers, FlightProducer producer, List<FlightEvent> records) throws Exception {
        try (SteadyFlights steady = SteadyFlights.start(producer, records, 0, PER_SECOND)) {
            for (int kill = 1; kill <= load.kills(); kill++) {
                TimeUnit.MILLISECONDS.sleep(random.nextLong(load.mostPause().toMillis()));
                progress.accept("kill " + kill + " of " + load.kills());
                workers.kill();
            }
            return steady.stop();
        }
    }

    private int killBroker(Pipeline pipeline, FlightProducer producer, List<FlightEvent> records, int first)
            throws Exception {
        try (SteadyFlights steady = SteadyFlights.start(producer, records, first, PER_SECOND)) {
            for (int kill = 1; kill <= load.brokerKills(); kill++) {
                TimeUnit.MILLISECONDS.sleep(random.nextLong(load.mostPause().toMillis()));
                progress.accept("kill " + kill + " of " + load.brokerKills() + " of the broker");
                pipeline.broker().killAndRestart();
            }
            return steady.stop();
        }
    }

    private void check(String what, List<FlightEvent> records, OnlineAnswers answers, Backlog backlog)
            throws Exception {
        backlog.awaitNone(PATIENCE_SECONDS);
        add(what, effects(records, answers));
    }

    private void replaceRedis(Pipeline pipeline, List<FlightEvent> records, OnlineAnswers answers) throws Exception {
        progress.accept("Redis killed and restarted empty, then 'granary rebuild'");
        pipeline.replaceRedis();
        Rebuilt rebuilt = Rebuilt.by(pipeline, FlightProject.NAME);
        add("Redis restarted empty, rebuilt", effects(records, answers));
        findings.add(Finding.of("Redis rebuilt after", rebuilt.seconds(), "s")
                .with("keys", rebuilt.keys())
                .with("fields", rebuilt.fields())
                .with("records", rebuilt.records())
                .with("process_seconds", rebuilt.processSeconds()));
    }

    private StoredEffects effects(List<FlightEvent> records, OnlineAnswers answers) {
        OracleEvents events = OracleEvents.of(
                records,
                TimeUnit.MILLISECONDS.toMicros(FaultyFlights.LATENESS.toMillis()),
                TimeUnit.MILLISECONDS.toMicros(FaultyFlights.SKEW.toMillis()));
        return StoredEffects.of(answers, features, events, points(records), progress);
    }

    /** One at the last arrival for each airport, on one of its routes, and for other routes. */
    private List<Point> points(List<FlightEvent> records) {
        long last = records.get(records.size() - 1).arrivalMicros();
        List<Point> all = new ArrayList<>(records.stream()
                .map(event -> new Point(event.origin(), event.destination(), last))
                .distinct()
                .toList());
        Collections.shuffle(all, new Random(load.seed()));
        return all.subList(0, Math.min(load.routes(), all.size()));
    }

    private void add(String what, StoredEffects effects) {
        findings.add(
                Finding.of(what + ": lost", (double) effects.lost(), "events").within(0));
        findings.add(Finding.of(what + ": duplicated", (double) effects.duplicated(), "events")
                .within(0));
        findings.add(Finding.of(what + ": wrong", (double) effects.wrong(), "values")
                .within(0)
                .with("compared", (double) effects.compared()));
    }
}
