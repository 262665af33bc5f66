package io.granary.cli;

import io.granary.iceberg.IcebergCatalogs;
import java.nio.file.Path;
import java.util.Map;
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
}
