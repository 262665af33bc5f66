package io.granary.benchmarks.overload;

import io.granary.benchmarks.online.Shape;
import io.granary.benchmarks.report.BenchmarkRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run freeze}: what is answered while Redis is stopped. */
@Command(
        name = "freeze",
        description = "Answers end at their deadlines while Redis is stopped, and are right soon after.",
        sortOptions = false)
public final class FreezeCommand implements Callable<Integer> {

    @Option(names = "--case", description = "Entities x features (default: ${DEFAULT-VALUE}).")
    private String shape = "1x50";

    @Option(names = "--rate", description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private int rate = 500;

    @Option(names = "--connections", description = "Enough for all requests that wait (default: ${DEFAULT-VALUE}).")
    private int connections = 600;

    @Option(names = "--seconds", description = "How long Redis is stopped (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(
            names = "--warmup",
            description = "Least warm-up, and what is measured before and after (default: ${DEFAULT-VALUE}).")
    private int warmup = 4;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, FreezeBenchmark::run);
    }

    private FreezeLoad load() {
        return new FreezeLoad(Shape.parse(shape), rate, connections, warmup, seconds);
    }
}
