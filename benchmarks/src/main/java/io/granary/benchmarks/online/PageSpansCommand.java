package io.granary.benchmarks.online;

import io.granary.benchmarks.report.BenchmarkRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run page-spans}: what it costs to store tiles of windows in shorter or longer pages. */
@Command(
        name = "page-spans",
        description = "Window states of an entity in pages of other lengths: bytes, writes, reads.",
        sortOptions = false)
public final class PageSpansCommand implements Callable<Integer> {

    @Option(names = "--entities", description = "In Redis (default: ${DEFAULT-VALUE}).")
    private int entities = 400;

    @Option(names = "--every", description = "Seconds between events of an entity (default: ${DEFAULT-VALUE}).")
    private int every = 600;

    @Option(names = "--reads", description = "Of one entity each (default: ${DEFAULT-VALUE}).")
    private int reads = 40_000;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(() -> new PageSpansLoad(entities, every, reads), PageSpansBenchmark::run);
    }
}
