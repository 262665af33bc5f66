package io.granary.benchmarks.registry;

import io.granary.benchmarks.report.ReportOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws Exception {
        return report.report(spec, RegistryBenchmark.run(load(), report.progress(spec)));
    }

    private RegistryLoad load() {
        try {
            return new RegistryLoad(views, storages, applies, switches, connections);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
