package io.granary.benchmarks.overload;

import io.granary.benchmarks.online.Shape;
import io.granary.benchmarks.report.BenchmarkRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run overload}: what a server still does that is asked for more than it can do. */
@Command(
        name = "overload",
        description = "Goodput, latency and recovery at 1, 2 and 5 times the capacity of one processor.",
        sortOptions = false)
public final class OverloadCommand implements Callable<Integer> {

    @Option(names = "--case", description = "Entities x features (default: ${DEFAULT-VALUE}).")
    private String shape = "100x50";

    @Option(
            names = "--max-concurrent-requests",
            description = "What the server takes on at a time (default: ${DEFAULT-VALUE}).")
    private int maxConcurrentRequests = 64;

    @Option(names = "--connections", description = "Of the open loops (default: ${DEFAULT-VALUE}).")
    private int connections = 256;

    @Option(names = "--seconds", description = "Of each rate, in turns of one (default: ${DEFAULT-VALUE}).")
    private int seconds = 4;

    @Option(names = "--warmup", description = "Least warm-up (default: ${DEFAULT-VALUE}).")
    private int warmup = 8;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, OverloadBenchmark::run);
    }

    private OverloadLoad load() {
        return new OverloadLoad(Shape.parse(shape), maxConcurrentRequests, connections, warmup, seconds);
    }
}
