package io.granary.benchmarks.report;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command of this module reports: findings on standard output, progress on standard error. */
public final class ReportOptions {

    private enum Format {
        table,
        json
    }

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.table;

    /** Shows each line at once. */
    public Consumer<String> progress(CommandSpec spec) {
        PrintWriter errors = spec.commandLine().getErr();
        return line -> {
            errors.println(line);
            errors.flush();
        };
    }

    /** @return the exit code: 0 when every budget holds, else 1 */
    public int report(CommandSpec spec, Findings findings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(format == Format.json ? FindingsJson.of(findings) : FindingsTable.of(findings));
        out.flush();
        return findings.holds() ? 0 : 1;
    }
}
