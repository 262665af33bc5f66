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
import io.granary.cli.files.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final List<Point> points = new ArrayList<>();
    private final List<Map<String, String>> online = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private ParityBenchmark(ParityLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
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
        long every = play(folder, pipeline, archive, records, accepted);
        Agreement agreement = new Agreement(progress);
        progress.accept("building the training set");
        List<Map<String, String>> training = new TrainingAnswers(load, folder, features)
                .build(
                        pipeline.registry().latest(FlightProject.NAME),
                        folder.resolve("repository"),
                        archive.folder(),
                        points);
        progress.accept("comparing " + points.size() + " points with the oracle");
        new PointCheck(features, accepted, agreement).check(points, online, training);
        report(agreement, records, accepted, DeadLetters.read(pipeline.broker().bootstrapServers()), every);
    }

    /** @return how many events the online store has counted at last */
    private long play(
            Path folder, Pipeline pipeline, StreamArchive archive, List<FlightEvent> records, OracleEvents accepted)
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
                producer.send(segments.events(segment));
                if (segment == segments.count() / 2) {
                    compact(archive, segments.eventsUntil(segment));
                }
                disturb(workers, segment);
                backlog.awaitNone(PATIENCE_SECONDS);
                ask(answers, segments.points(segment, pointsOf(segment)));
            }
            archive.awaitAll(records, PATIENCE_SECONDS);
            return everyEvent(answers, accepted, points.get(points.size() - 1).timeMicros());
        }
    }

    /** A page of every function is large: written ten times a second, as by default, pages would be most of the work. */
    private static String[] optionsOf(StreamArchive archive) {
        return Stream.concat(Stream.of("--commit-interval", "1s"), Stream.of(archive.options()))
                .toArray(String[]::new);
    }

    /** The counts of all routes together. */
    private static long everyEvent(OnlineAnswers answers, OracleEvents accepted, long timeMicros) {
        return accepted.events().stream()
                .map(event -> new Point(event.origin(), event.destination(), timeMicros))
                .distinct()
                .mapToLong(route -> answers.count(route, Views.EVERY_EVENT))
                .sum();
    }

    /** So that the training set reads both formats. */
    private void compact(StreamArchive archive, List<FlightEvent> sent) throws Exception {
        archive.awaitAll(sent, PATIENCE_SECONDS);
        progress.accept("compacted " + archive.compact() + " archived records");
    }

    /** Spreads the kills over the segments; in two of them the second worker joins and leaves. */
    private void disturb(Disturbance workers, int segment) throws Exception {
        int step = Math.max(1, load.segments() / (load.kills() + 1));
        if (segment % step == step - 1 && segment / step < load.kills()) {
            workers.kill();
        }
        if (segment == load.segments() / 3) {
            workers.join();
        } else if (segment == load.segments() * 2 / 3) {
            workers.leave();
        }
    }

    private int pointsOf(int segment) {
        int each = load.points() / load.segments();
        return segment == load.segments() - 1 ? load.points() - each * segment : each;
    }

    private void ask(OnlineAnswers answers, List<Point> asked) {
        for (Point point : asked) {
            points.add(point);
            online.add(answers.ask(point));
        }
    }

    private void report(
            Agreement agreement, List<FlightEvent> records, OracleEvents accepted, DeadLetters letters, long every) {
        long late = letters.count("late-event");
        long future = letters.count("future-event");
        findings.add(mismatches("mismatches", agreement, PointCheck.ONLINE)
                .with("points", points.size())
                .with("features", features.size())
                .with("compared", (double) agreement.compared()));
        findings.add(mismatches("training set: mismatches", agreement, PointCheck.TRAINING));
        findings.add(mismatches("estimates: mismatches", agreement, PointCheck.ESTIMATES));
        findings.add(counted("late", late, accepted.late()));
        findings.add(counted("too early", future, accepted.future()));
        findings.add(counted("duplicates", records.size() - late - future - every, accepted.duplicates())
                .with("events", records.size()));
    }

    private static Finding mismatches(String name, Agreement agreement, String kind) {
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
