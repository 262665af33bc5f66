package io.granary.benchmarks.parity;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.ReportOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run parity}: whether every way to a windowed feature gives the same bits. */
@Command(
        name = "parity",
        description = "Online answers, training set and a plain oracle agree, with workers killed and joined.",
        sortOptions = false)
public final class ParityCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--file", description = "Parquet of flights (default: the example's).")
    private @Nullable Path file;

    @Option(names = "--flights", description = "Of the file that are played (default: ${DEFAULT-VALUE}).")
    private int flights = 220_000;

    @Option(names = "--points", description = "At which answers are compared (default: ${DEFAULT-VALUE}).")
    private int points = 5_000;

    @Option(names = "--segments", description = "Of the stream, each asked at its end (default: ${DEFAULT-VALUE}).")
    private int segments = 40;

    @Option(names = "--kills", description = "Of the worker (default: ${DEFAULT-VALUE}).")
    private int kills = 5;

    @Option(names = "--seed", description = "Of everything that is drawn (default: another one each time).")
    private @Nullable Long seed;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws Exception {
        return report.report(spec, ParityBenchmark.run(load(), report.progress(spec)));
    }

    private ParityLoad load() {
        try {
            return new ParityLoad(
                    file == null ? Machine.checkout().resolve(ParityLoad.EXAMPLE) : file,
                    flights,
                    points,
                    segments,
                    kills,
                    seed == null ? System.nanoTime() : seed,
                    Machine.sparkJars());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
