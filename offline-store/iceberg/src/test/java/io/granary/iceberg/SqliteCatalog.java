package io.granary.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** A catalog in a file of SQLite, written by Iceberg's own client, with tables below a folder. */
public final class SqliteCatalog implements AutoCloseable {

    private final Path folder;
    private final JdbcCatalog catalog;

    /** @param folder gets {@code catalog.db} and {@code warehouse} */
    public SqliteCatalog(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catalog = new JdbcCatalog(any -> new WritingFileIO(), null, true);
        catalog.initialize(
                "writers",
                Map.of(
                        CatalogProperties.URI,
                        uri(),
                        CatalogProperties.WAREHOUSE_LOCATION,
                        folder.resolve("warehouse").toString()));
    }

    /** As a file of catalogs has it, for readers who call it {@code lake}. */
    public String yaml() {
        return "lake:\n  type: jdbc\n  uri: " + uri() + "\n  catalog: writers\n  warehouse: "
                + folder.resolve("warehouse") + "\n";
    }

    CatalogConfig config() {
        return new CatalogConfig.Jdbc(uri(), "writers", null, null, folder.resolve("warehouse"));
    }

    JdbcCatalog catalog() {
        return catalog;
    }

    TableIdentifier id(String name) {
        return TableIdentifier.of("trips", name);
    }

    /** A new table, in the namespace {@code trips}. */
    public WrittenTable create(String name, Schema schema) {
        Namespace namespace = Namespace.of("trips");
        if (!catalog.namespaceExists(namespace)) {
            catalog.createNamespace(namespace);
        }
        return new WrittenTable(catalog.createTable(TableIdentifier.of(namespace, name), schema));
    }

    private String uri() {
        return "jdbc:sqlite:" + folder.resolve("catalog.db");
    }

    @Override
    public void close() {
        catalog.close();
    }
}
