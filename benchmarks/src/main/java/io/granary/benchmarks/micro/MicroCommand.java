package io.granary.benchmarks.micro;

import io.granary.benchmarks.report.BenchmarkRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code benchmarks/run micro}: what single steps cost. */
@Command(name = "micro", description = "Time and memory of single steps, by JMH.", sortOptions = false)
public final class MicroCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "A regular expression of what to measure (default: everything).")
    private String pattern = ".*";

    @Option(names = "--seconds", description = "Of each of 5 measured stretches (default: ${DEFAULT-VALUE}).")
    private double seconds = 1;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(() -> pattern, (steps, progress) -> MicroBenchmarks.run(steps, seconds, progress));
    }
}
