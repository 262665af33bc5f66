package io.granary.benchmarks.ingest;

import io.granary.benchmarks.report.BenchmarkRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run ingest}: events a second from a topic to Redis, and what each costs. */
@Command(
        name = "ingest",
        description = "Events a second from a preloaded topic to Redis, and CPU time of each.",
        sortOptions = false)
public final class IngestCommand implements Callable<Integer> {

    @Option(
            names = "--cases",
            split = ",",
            description = "Of plain-1, plain-4, windows-1, windows-4, plain-uniform, windows-uniform (default: all).")
    private List<String> cases = IngestCase.names();

    @Option(names = "--events", description = "In the topic, for each case (default: ${DEFAULT-VALUE}).")
    private long events = 2_000_000;

    @Option(names = "--hours", description = "Of event time that they are spread over (default: ${DEFAULT-VALUE}).")
    private int hours = 6;

    @Option(names = "--threads", description = "Of each stream application (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, IngestBenchmark::run);
    }

    private IngestLoad load() {
        List<IngestCase> chosen = cases.stream().map(IngestCase::named).toList();
        return new IngestLoad(chosen, events, Duration.ofHours(hours), threads);
    }
}
