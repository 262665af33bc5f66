package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.BenchmarkRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run offline-kills}: what is left of training sets and materializations whose jobs are killed. */
@Command(
        name = "offline-kills",
        description =
                "Kills training sets of both engines, materializations and erasures at random moments, and runs them again.",
        sortOptions = false)
public final class OfflineKillCommand implements Callable<Integer> {

    @Option(names = "--kills", description = "Of each job (default: ${DEFAULT-VALUE}).")
    private int kills = 20;

    @Option(
            names = "--rows",
            description = "Of the training set, and of each materialization (default: ${DEFAULT-VALUE}).")
    private int rows = 100_000;

    @Option(names = "--features", description = "Rows of the largest table (default: ${DEFAULT-VALUE}).")
    private int features = 1_000_000;

    @Option(names = "--seed", description = "Of the moments (default: another one each time).")
    private long seed = System.nanoTime();

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, OfflineKillBenchmark::run);
    }

    private OfflineKillLoad load() {
        return new OfflineKillLoad(rows, features, kills, seed, "1g", Machine.sparkJars());
    }
}
