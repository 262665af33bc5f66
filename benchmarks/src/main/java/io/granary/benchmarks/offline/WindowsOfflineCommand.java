package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.BenchmarkRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run windows-offline}: what windows cost in a training set. */
@Command(
        name = "windows-offline",
        description = "Training sets of windowed features in Spark, beside a range join on a smaller size.",
        sortOptions = false)
public final class WindowsOfflineCommand implements Callable<Integer> {

    @Option(names = "--rows", description = "Of the training set (default: ${DEFAULT-VALUE}).")
    private int rows = 1_000_000;

    @Option(names = "--events", description = "Of the source (default: ${DEFAULT-VALUE}).")
    private int events = 10_000_000;

    @Option(names = "--keys", description = "Entities that both are of (default: ${DEFAULT-VALUE}).")
    private int keys = 20_000;

    @Option(names = "--join-share", description = "The range join does 1 of so many (default: ${DEFAULT-VALUE}).")
    private int joinShare = 10;

    @Option(names = "--memory", description = "Heap of Spark (default: ${DEFAULT-VALUE}).")
    private String memory = "4g";

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, WindowsOfflineBenchmark::run);
    }

    private WindowsOfflineLoad load() {
        return new WindowsOfflineLoad(rows, events, keys, joinShare, memory, Machine.sparkJars());
    }
}
