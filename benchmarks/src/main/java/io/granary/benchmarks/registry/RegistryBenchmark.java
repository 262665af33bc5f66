package io.granary.benchmarks.registry;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import io.granary.benchmarks.repository.ScaledRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures what large repositories cost, how soon a change is visible, and whether an answer is ever lost to one. Every
 * process is Granary's own, started as people do; Kafka, Redis and PostgreSQL are real, on the loopback address.
 */
final class RegistryBenchmark {

    private final RegistryLoad load;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();

    private RegistryBenchmark(RegistryLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    static Findings run(RegistryLoad load, Consumer<String> progress) throws Exception {
        RegistryBenchmark benchmark = new RegistryBenchmark(load, progress);
        double averageBefore = Machine.loadAverage();
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            benchmark.run(folder.path());
        }
        return new Findings(
                "registry", Machine.commit(), Machine.describe(load.numbers(), averageBefore), benchmark.findings);
    }

    private void run(Path folder) throws Exception {
        try (Backends backends = Backends.start(folder)) {
            for (int views : load.views()) {
                Path repository = folder.resolve("repository-" + views);
                ScaledRepository.write(repository, views);
                for (RegistryStorage.Kind storage : load.storages()) {
                    String name = views + "-" + storage.name().toLowerCase(Locale.ROOT);
                    progress.accept(
                            name + ": load, plan, apply, lineage; then " + load.applies() + " applies under load");
                    Path data = Files.createDirectories(folder.resolve(name));
                    findings.addAll(new SizeCase(views, storage, load, repository).run(data, backends));
                }
            }
            if (load.switches() > 0) {
                progress.accept("switches: " + load.switches() + " generations under load");
                findings.addAll(
                        new SwitchCase(load).run(Files.createDirectories(folder.resolve("switches")), backends));
            }
        }
    }
}
