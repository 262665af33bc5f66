package io.granary.cli;

import io.granary.cli.openlineage.LineageTarget;
import io.granary.cli.process.MaterializationConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a serving process materializes when it is asked over HTTP, and how. */
final class ServedMaterializationOptions {

    @Option(
            names = "--materialize-from",
            paramLabel = "FOLDER",
            description = "Take Feast's POST /materialize and /materialize-incremental: the feature repository at which"
                    + " relative paths of batch sources start (default: refuse them).")
    private @Nullable Path repository;

    @Mixin
    private SparkOptions spark;

    /** Null: it does not. */
    @Nullable
    MaterializationConfig config() {
        return repository == null
                ? null
                : new MaterializationConfig(repository.toAbsolutePath().normalize(), spark);
    }

    /** Where jobs are told of. */
    LineageTarget lineage() {
        return spark.lineage();
    }
}
