package io.granary.benchmarks.registry;

import io.granary.benchmarks.report.BenchmarkRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run registry}: large repositories, and changes of a project that is served. */
@Command(
        name = "registry",
        description = "Large repositories from files to serving; changes and generation switches under load.",
        sortOptions = false)
public final class RegistryCommand implements Callable<Integer> {

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
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, RegistryBenchmark::run);
    }

    private RegistryLoad load() {
        return new RegistryLoad(views, storages, applies, switches, connections);
    }
}
