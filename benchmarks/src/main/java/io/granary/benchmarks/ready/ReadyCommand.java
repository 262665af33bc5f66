package io.granary.benchmarks.ready;

import io.granary.benchmarks.online.Shape;
import io.granary.benchmarks.report.BenchmarkRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run ready}: the first answers of a process that is ready, beside later ones. */
@Command(
        name = "ready",
        description = "The first 100 answers of a process that has just become ready, with warm-up and without.",
        sortOptions = false)
public final class ReadyCommand implements Callable<Integer> {

    @Option(names = "--kinds", split = ",", description = "Of ${COMPLETION-CANDIDATES} (default: all).")
    private List<AnswerKind> kinds = List.of(AnswerKind.values());

    @Option(names = "--case", description = "Entities x features (default: ${DEFAULT-VALUE}).")
    private String shape = "10x50";

    @Option(names = "--rounds", description = "Processes of each kind (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--between", description = "Requests before the later ones (default: ${DEFAULT-VALUE}).")
    private int between = 10_000;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(() -> new ReadyLoad(kinds, Shape.parse(shape), rounds, between), ReadyBenchmark::run);
    }
}
