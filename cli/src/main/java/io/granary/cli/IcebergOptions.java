package io.granary.cli;

import io.granary.iceberg.IcebergCatalogs;
import io.granary.iceberg.SnapshotEngine;
import io.granary.offline.engine.OfflineEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Iceberg tables are found. */
final class IcebergOptions {

    @Option(
            names = "--iceberg-catalogs",
            paramLabel = "FILE",
            description = "YAML that says how the catalogs of Iceberg tables are reached (default: none is).")
    private @Nullable Path file;

    /** The catalogs, none of which is asked yet; the caller closes them. */
    IcebergCatalogs open() {
        return new IcebergCatalogs(file == null ? Map.of() : CatalogsFile.read(file));
    }

    /** Does something on an engine that reads the newest snapshot of a table where a request names none. */
    <T> T reading(OfflineEngine engine, Function<OfflineEngine, T> work) {
        try (IcebergCatalogs catalogs = open()) {
            return work.apply(new SnapshotEngine(engine, catalogs));
        }
    }
}
