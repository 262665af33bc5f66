package io.granary.benchmarks;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run online}: what an online answer costs, beside a bare hello. */
@Command(
        name = "online",
        description =
                "Bare Vert.x hello, then features of 1, 10 and 100 entities by 50 features, over HTTP from Redis.",
        sortOptions = false)
final class OnlineCommand implements Callable<Integer> {

    private enum Format {
        table,
        json
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seconds", description = "Measured part of each case (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--warmup", description = "Least warm-up of each case, seconds (default: ${DEFAULT-VALUE}).")
    private int warmup = 20;

    @Option(names = "--connections", description = "Keep-alive connections (default: ${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.table;

    @Override
    public Integer call() throws Exception {
        PrintWriter progress = spec.commandLine().getErr();
        Report report = OnlineBenchmark.run(load(), line -> {
            progress.println(line);
            progress.flush();
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(format == Format.json ? ReportJson.of(report) : ReportTable.of(report));
        out.flush();
        return report.holds() ? 0 : 1;
    }

    private Load load() {
        try {
            return new Load(connections, warmup, seconds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
