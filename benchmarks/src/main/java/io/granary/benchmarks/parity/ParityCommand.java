package io.granary.benchmarks.parity;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.BenchmarkRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run parity}: whether every way to a windowed feature gives the same bits. */
@Command(
        name = "parity",
        description = "Online answers, training set and a plain oracle agree, with workers killed and joined.",
        sortOptions = false)
public final class ParityCommand implements Callable<Integer> {

    @Mixin
    private FlightOptions flights = new FlightOptions();

    @Option(names = "--points", description = "At which answers are compared (default: ${DEFAULT-VALUE}).")
    private int points = 5_000;

    @Option(names = "--segments", description = "Of the stream, each asked at its end (default: ${DEFAULT-VALUE}).")
    private int segments = 12;

    @Option(names = "--kills", description = "Of the worker (default: ${DEFAULT-VALUE}).")
    private int kills = 5;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, ParityBenchmark::run);
    }

    private ParityLoad load() {
        return new ParityLoad(
                flights.file(), flights.count(), points, segments, kills, flights.seed(), Machine.sparkJars());
    }
}
