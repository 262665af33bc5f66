package io.granary.benchmarks.parity;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.ReportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run kills}: what is lost, counted twice or wrong when processes are killed. */
@Command(
        name = "kills",
        description = "Worker, broker and Redis are killed under load; what is served is compared afterwards.",
        sortOptions = false)
public final class KillCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--file", description = "Parquet of flights (default: the example's).")
    private @Nullable Path file;

    @Option(names = "--flights", description = "Of the file that are played (default: ${DEFAULT-VALUE}).")
    private int flights = 220_000;

    @Option(names = "--kills", description = "Of the worker (default: ${DEFAULT-VALUE}).")
    private int kills = 50;

    @Option(names = "--broker-kills", description = "Of the broker (default: ${DEFAULT-VALUE}).")
    private int brokerKills = 3;

    @Option(names = "--routes", description = "That are compared in every value (default: ${DEFAULT-VALUE}).")
    private int routes = 500;

    @Option(names = "--pause", description = "Most seconds between two kills (default: ${DEFAULT-VALUE}).")
    private int pause = 20;

    @Option(names = "--seed", description = "Of everything that is drawn (default: another one each time).")
    private @Nullable Long seed;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws Exception {
        return report.report(spec, KillBenchmark.run(load(), report.progress(spec)));
    }

    private KillLoad load() {
        try {
            return new KillLoad(
                    file == null ? Machine.checkout().resolve(ParityLoad.EXAMPLE) : file,
                    flights,
                    kills,
                    brokerKills,
                    routes,
                    Duration.ofSeconds(pause),
                    seed == null ? System.nanoTime() : seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
