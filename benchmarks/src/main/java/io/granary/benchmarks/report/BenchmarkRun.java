package io.granary.benchmarks.report;

import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command of this module runs and reports: findings on standard output, progress on standard error. */
public final class BenchmarkRun {

    private enum Format {
        table,
        json
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.table;

    /**
     * Runs a benchmark and prints what it found.
     *
     * @param load what the command's options ask for
     * @return the exit code: 0 when every budget holds, else 1
     * @throws ParameterException when the options ask for what there is not
     */
    public <L> int of(Supplier<L> load, Benchmark<L> benchmark) throws Exception {
        return report(benchmark.run(asked(load), this::progress));
    }

    private <L> L asked(Supplier<L> load) {
        try {
            return load.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Shows the line at once. */
    private void progress(String line) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.println(line);
        errors.flush();
    }

    private int report(Findings findings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(format == Format.json ? FindingsJson.of(findings) : FindingsTable.of(findings));
        out.flush();
        return findings.holds() ? 0 : 1;
    }
}
