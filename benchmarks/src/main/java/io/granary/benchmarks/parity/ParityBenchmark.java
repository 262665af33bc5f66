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
import io.granary.benchmarks.report.Phases;
import io.granary.cli.files.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Plays faulty flights through ingestion whose workers are killed and joined, asks the online store at random moments of the
 * stream, has Spark build a training set of the same questions, and holds both against the plain definition.
 */
final class ParityBenchmark {

    private static final int PARTITIONS = 4;
    private static final long PATIENCE_SECONDS = 300;

    private final ParityLoad load;
    private final Consumer<String> progress;
    private final List<OracleFeature> features = Views.features();
    private final Agreement agreement;
    private final List<Finding> findings = new ArrayList<>();
    private final Phases phases = Phases.beginning("start");
    private Set<String> alone = Set.of();
    private long reassigned;

    private ParityBenchmark(ParityLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
        this.agreement = new Agreement(progress);
    }

    static Findings run(ParityLoad load, Consumer<String> progress) throws Exception {
        progress.accept("parity: seed " + load.seed());
        double averageBefore = Machine.loadAverage();
        ParityBenchmark benchmark = new ParityBenchmark(load, progress);
        try (TemporaryFolder folder = TemporaryFolder.create();
                Pipeline pipeline = Pipeline.start(folder.path())) {
            benchmark.run(folder.path(), pipeline);
        }
        return new Findings(
                "parity", Machine.commit(), Machine.describe(load.numbers(), averageBefore), benchmark.findings);
    }

    private void run(Path folder, Pipeline pipeline) throws Exception {
        List<FlightEvent> records =
                FaultyFlights.read(load.file(), load.flights(), load.seed(), PARTITIONS, FlightProject.startMicros());
        OracleEvents accepted = OracleEvents.of(
                records,
                TimeUnit.MILLISECONDS.toMicros(FaultyFlights.LATENESS.toMillis()),
                TimeUnit.MILLISECONDS.toMicros(FaultyFlights.SKEW.toMillis()));
        pipeline.broker().createTopic(FlightProject.TOPIC, PARTITIONS);
        Repository repository = FlightProject.write(folder.resolve("repository"));
        pipeline.apply(repository);
        StreamArchive archive = new StreamArchive(folder.resolve("archive"));
        AskedPoints asked = new AskedPoints(features, accepted, agreement);
        long every = play(folder, pipeline, archive, records, asked);
        train(folder, pipeline, archive, asked);
        report(records, accepted, DeadLetters.read(pipeline.broker().bootstrapServers()), every, asked.points());
        tellTime();
    }

    /** @return how many events the online store has counted at last */
    private long play(
            Path folder, Pipeline pipeline, StreamArchive archive, List<FlightEvent> records, AskedPoints asked)
            throws Exception {
        SplittableRandom random = new SplittableRandom(load.seed());
        Segments segments = Segments.of(records, load.segments(), random);
        Path models = Files.createDirectories(folder.resolve("models"));
        try (Disturbance workers = Disturbance.start(pipeline, random, optionsOf(archive));
                OnlineAnswers answers = OnlineAnswers.start(pipeline, models, FlightProject.startMicros(), features);
                FlightProducer producer = new FlightProducer(pipeline.broker().bootstrapServers());
                Backlog backlog = new Backlog(pipeline.broker(), Views.TOPICS)) {
            for (int segment = 0; segment < segments.count(); segment++) {
                progress.accept(
                        "segment " + segment + ": " + segments.events(segment).size() + " events");
                phases.begin("send");
                producer.send(segments.events(segment));
                if (segment == segments.count() / 2) {
                    compact(archive, segments.eventsUntil(segment));
                }
                phases.begin("disturb");
                disturb(workers, backlog, segment);
                phases.begin("ingest");
                backlog.awaitNone(PATIENCE_SECONDS);
                phases.begin("ask");
                asked.ask(answers, segments.points(segment, pointsOf(segment)));
            }
            phases.begin("archive");
            archive.awaitAll(records, PATIENCE_SECONDS);
            phases.begin("count");
            return asked.countEvents(answers);
        }
    }

    private void train(Path folder, Pipeline pipeline, StreamArchive archive, AskedPoints asked) throws SQLException {
        phases.begin("train");
        progress.accept("building the training set");
        List<Map<String, String>> training = new TrainingAnswers(load, folder, features)
                .build(
                        pipeline.registry().latest(FlightProject.NAME),
                        folder.resolve("repository"),
                        archive.folder(),
                        asked.points());
        phases.begin("compare");
        progress.accept("comparing " + asked.points().size() + " points with the oracle");
        asked.compare(training);
    }

    /** A page of every function is large: written ten times a second, as by default, pages would be most of the work. */
    private static String[] optionsOf(StreamArchive archive) {
        return Stream.concat(Stream.of("--commit-interval", "1s"), Stream.of(archive.options()))
                .toArray(String[]::new);
    }

    /** So that the training set reads both formats. */
    private void compact(StreamArchive archive, List<FlightEvent> sent) throws Exception {
        phases.begin("archive");
        archive.awaitAll(sent, PATIENCE_SECONDS);
        progress.accept("compacted " + archive.compact() + " archived records");
    }

    /** Spreads the kills over the segments; in two of them the second worker joins and leaves. */
    private void disturb(Disturbance workers, Backlog backlog, int segment) throws Exception {
        int step = Math.max(1, load.segments() / (load.kills() + 1));
        if (segment % step == step - 1 && segment / step < load.kills()) {
            workers.kill();
        }
        if (segment == load.segments() / 3) {
            alone = backlog.readers(Views.SHARED).keySet();
            workers.join();
        } else if (segment == load.segments() * 2 / 3) {
            reassigned = ofOthers(backlog.readers(Views.SHARED));
            workers.leave();
        }
    }

    /** Partitions of clients that were not there when one worker was alone. */
    private long ofOthers(Map<String, Long> readers) {
        return readers.entrySet().stream()
                .filter(reader -> !alone.contains(reader.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private int pointsOf(int segment) {
        int each = load.points() / load.segments();
        return segment == load.segments() - 1 ? load.points() - each * segment : each;
    }

    private void report(
            List<FlightEvent> records, OracleEvents accepted, DeadLetters letters, long every, List<Point> points) {
        long late = letters.count("late-event");
        long future = letters.count("future-event");
        findings.add(mismatches("mismatches", PointCheck.ONLINE)
                .with("points", points.size())
                .with("features", features.size())
                .with("compared", (double) agreement.compared()));
        findings.add(mismatches("training set: mismatches", PointCheck.TRAINING));
        findings.add(mismatches("estimates: mismatches", PointCheck.ESTIMATES));
        findings.add(counted("late", late, accepted.late()));
        findings.add(counted("too early", future, accepted.future()));
        findings.add(counted("duplicates", records.size() - late - future - every, accepted.duplicates())
                .with("events", records.size()));
        findings.add(Finding.of("reassigned to the worker that joined", (double) reassigned, "partitions")
                .atLeast(1)
                .with("kills", load.kills()));
    }

    private void tellTime() {
        Finding took = phases.finding("took");
        findings.add(took);
        progress.accept("took " + took.value() + " s: " + took.details());
    }

    private Finding mismatches(String name, String kind) {
        return Finding.of(name, (double) agreement.mismatches(kind), "answers").within(0);
    }

    /** How far a count is from what was injected. */
    private static Finding counted(String name, long counted, long injected) {
        return Finding.of(
                        name + ": counted and not injected, or not counted",
                        (double) Math.abs(counted - injected),
                        "events")
                .within(0)
                .with("injected", (double) injected)
                .with("counted", (double) counted);
    }
}
