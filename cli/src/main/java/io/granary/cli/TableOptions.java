package io.granary.cli;

import io.granary.cli.files.Home;
import io.granary.cli.files.TableStores;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the tables are found that definitions name and that are no files here. */
final class TableOptions {

    @Mixin
    private IcebergOptions iceberg;

    @Mixin
    private ObjectOptions objects;

    @Option(
            names = SparkOptions.JARS,
            paramLabel = "FOLDER",
            description = "The Spark engine's jars, which have the connectors of object stores (default: those of this"
                    + " installation).")
    private @Nullable Path jars;

    /** The stores, none of which is asked yet; the caller closes them. */
    TableStores open() {
        return new TableStores(iceberg.open(), objects.open(jars == null ? Home.sparkJars() : jars, 0));
    }
}
