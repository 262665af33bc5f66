package io.granary.benchmarks.registry;

import io.granary.benchmarks.report.Findings;
import io.granary.benchmarks.report.FindingsJson;
import io.granary.benchmarks.report.FindingsTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run registry}: large repositories, and changes of a project that is served. */
@Command(
        name = "registry",
        description = "Large repositories from files to serving; changes and generation switches under load.",
        sortOptions = false)
public final class RegistryCommand implements Callable<Integer> {

    private enum Format {
        table,
        json
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--views", split = ",", description = "Sizes of repositories (default: ${DEFAULT-VALUE}).")
    private List<Integer> views = List.of(50, 500, 5_000);

    @Option(names = "--storages", split = ",", description = "Of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private List<RegistryStorage.Kind> storages = List.of(RegistryStorage.Kind.values());

    @Option(names = "--applies", description = "Small changes of each size under load (default: ${DEFAULT-VALUE}).")
    private int applies = 50;

    @Option(names = "--switches", description = "Switches of generations under load (default: ${DEFAULT-VALUE}).")
    private int switches = 100;

    @Option(names = "--connections", description = "Connections of the load (default: ${DEFAULT-VALUE}).")
    private int connections = 4;

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.table;

    @Override
    public Integer call() throws Exception {
        PrintWriter progress = spec.commandLine().getErr();
        Findings findings = RegistryBenchmark.run(load(), line -> {
            progress.println(line);
            progress.flush();
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(format == Format.json ? FindingsJson.of(findings) : FindingsTable.of(findings));
        out.flush();
        return findings.holds() ? 0 : 1;
    }

    private RegistryLoad load() {
        try {
            return new RegistryLoad(views, storages, applies, switches, connections);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
