package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.JavaCommand;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The training set of {@link AllFeatures} by each engine, in a process of its own that starts cold.
 *
 * @param costs to which each is added
 * @param repository of definitions and entity rows; the sets lie beside it
 */
record BothEngines(OfflineLoad load, Costs costs, Path repository) {

    ChildUsage local(String name) throws Exception {
        List<String> arguments =
                List.of(repository.toString(), localSet().toString(), scratch().toString());
        return costs.measure(
                "local, " + name, () -> ChildProcess.run(JavaCommand.of(LocalSet.class, arguments), log()));
    }

    ChildUsage spark(String name) throws Exception {
        return costs.measure("spark, " + name, this::buildBySpark);
    }

    /** The rows of the local engine's set. */
    String localRows() {
        return localSet() + "/rows-*.parquet";
    }

    /** The rows of the Spark engine's set. */
    String sparkRows() {
        return sparkSet() + "/rows-*.parquet";
    }

    private Object buildBySpark() {
        SparkProcessConfig config =
                new SparkProcessConfig(load.sparkJars(), scratch(), load.engineMemory(), OfflineLoad.MASTER, Map.of());
        return AllFeatures.build(new SparkProcess(config), repository, sparkSet());
    }

    private Path localSet() {
        return repository.resolveSibling("local");
    }

    private Path sparkSet() {
        return repository.resolveSibling("spark");
    }

    private Path scratch() {
        return repository.resolveSibling("scratch");
    }

    private Path log() {
        return repository.resolveSibling("log");
    }
}
