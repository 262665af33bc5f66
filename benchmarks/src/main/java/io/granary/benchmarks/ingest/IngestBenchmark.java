package io.granary.benchmarks.ingest;

import io.granary.benchmarks.pipeline.Backlog;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import io.granary.cli.files.Repository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Fills a topic, starts ingestion as people do, and measures until Redis has acknowledged everything. */
final class IngestBenchmark {

    /** Of the events; what comes before is compiled and warmed up with. */
    private static final double WARMUP_SHARE = 0.25;

    private static final long PATIENCE_SECONDS = 1_800;
    private static final long PAUSE_MILLIS = 20;

    private final IngestLoad load;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();

    private IngestBenchmark(IngestLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    static Findings run(IngestLoad load, Consumer<String> progress) throws Exception {
        IngestBenchmark benchmark = new IngestBenchmark(load, progress);
        double averageBefore = Machine.loadAverage();
        for (IngestCase each : load.cases()) {
            try (TemporaryFolder folder = TemporaryFolder.create();
                    Pipeline pipeline = Pipeline.start(folder.path())) {
                benchmark.run(each, folder.path(), pipeline);
            }
        }
        return new Findings(
                "ingest", Machine.commit(), Machine.describe(load.numbers(), averageBefore), benchmark.findings);
    }

    private void run(IngestCase each, Path folder, Pipeline pipeline) throws Exception {
        progress.accept(each.name() + ": filling the topic");
        pipeline.broker().createTopic(Rides.TOPIC, each.partitions());
        try (RideProducer producer = new RideProducer(pipeline.broker().bootstrapServers())) {
            producer.send(each, load.events(), Clock.systemUTC().millis(), load.span());
        }
        Path repository = folder.resolve("repository");
        Rides.write(repository, each.view());
        pipeline.apply(Repository.load(repository));
        long emptyBytes = RedisMemory.of(pipeline.redis().port());
        Set<String> read = Set.of(Rides.TOPIC, each.view().log());
        try (Backlog backlog = new Backlog(pipeline.broker(), read)) {
            findings.add(ingest(each, pipeline, backlog)
                    .with("redis_bytes_per_entity", perEntity(each, pipeline, emptyBytes)));
            if (each.view() == IngestCase.View.WINDOWS && each.keys() > load.events() / 10) {
                findings.add(restore(each, pipeline, backlog));
            }
        }
    }

    private Finding ingest(IngestCase each, Pipeline pipeline, Backlog backlog) throws Exception {
        progress.accept(each.name() + ": ingesting " + load.events() + " events");
        long started = System.nanoTime();
        try (GranaryProcess worker = worker(pipeline)) {
            long done = awaitCommitted(backlog, (long) (WARMUP_SHARE * load.events()));
            IngestCost before = IngestCost.now(worker, pipeline);
            backlog.awaitNone(PATIENCE_SECONDS);
            IngestCost used = IngestCost.now(worker, pipeline).since(before);
            Finding finding = used.finding(each, load.events() - done);
            return finding.with("start_to_end_s", seconds(started));
        }
    }

    /** The same worker without its state: how long until it has that again. */
    private Finding restore(IngestCase each, Pipeline pipeline, Backlog backlog) throws Exception {
        progress.accept(each.name() + ": restoring the state of " + each.keys() + " entities");
        new TemporaryFolder(pipeline.stateOf(Rides.PROJECT)).close();
        long started = System.nanoTime();
        try (GranaryProcess worker = worker(pipeline)) {
            backlog.awaitNone(PATIENCE_SECONDS);
            return Finding.of(each.name() + ": restore of " + each.keys() + " entities", seconds(started), "s")
                    .with("worker_cpu_s", worker.cpu().toMillis() / 1e3);
        }
    }

    private GranaryProcess worker(Pipeline pipeline) throws Exception {
        return pipeline.startWorker(Rides.PROJECT, Rides.PROJECT, "--stream-threads", "" + load.threads());
    }

    /** Waits until so many events have been taken, and tells how many have. */
    private static long awaitCommitted(Backlog backlog, long events) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        long committed = backlog.committed(Rides.TOPIC);
        while (committed < events) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Cannot warm up: " + committed + " of " + events + " events");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            committed = backlog.committed(Rides.TOPIC);
        }
        return committed;
    }

    private static double perEntity(IngestCase each, Pipeline pipeline, long emptyBytes) throws Exception {
        return (RedisMemory.of(pipeline.redis().port()) - emptyBytes) / (double) each.keys();
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
