package io.granary.iceberg;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TableVersion;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jspecify.annotations.Nullable;

/**
 * The catalogs of Iceberg tables that are known here, each opened when it is first asked. Tables are called {@code
 * catalog.namespace.table}. Safe for threads.
 */
public final class IcebergCatalogs implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[^./]+(\\.[^./]+)+");

    private final Map<String, CatalogConfig> configs;
    private final Map<String, OpenCatalog> open = new HashMap<>();

    /** @param configs by the name that tables' names begin with */
    public IcebergCatalogs(Map<String, CatalogConfig> configs) {
        this.configs = new TreeMap<>(configs);
    }

    /** Whether no catalog is known. */
    public boolean isEmpty() {
        return configs.isEmpty();
    }

    /**
     * The columns of a table as they are now; one of a type that no feature has is left out.
     *
     * @throws GranaryException (FAILED_PRECONDITION or UNAVAILABLE) when the table cannot be found
     */
    public List<Column> columns(String table) {
        return new IcebergColumns(load(table).schema()).features();
    }

    /**
     * Whether a snapshot that was read before is still there.
     *
     * @throws GranaryException (FAILED_PRECONDITION or UNAVAILABLE) when the table cannot be found
     */
    public boolean has(TableVersion version) {
        return load(version.table()).snapshot(version.snapshotId()) != null;
    }

    /**
     * What one of a table's snapshots is made of.
     *
     * @throws GranaryException (FAILED_PRECONDITION or UNAVAILABLE) when the table or the snapshot cannot be found, or has
     *     what is not read here: deleted rows in data files, other formats than Parquet, files elsewhere
     */
    public TableSnapshot snapshot(String table, SnapshotChoice choice) {
        return read(table, reader -> reader.read(choice));
    }

    /**
     * Where a snapshot of a table was read before, what is read of a later one.
     *
     * @param eventTimestamp the column that says when a row became true; null when none does
     * @throws GranaryException as {@link #snapshot} does
     */
    SnapshotIncrement increment(Since.Snapshot last, TableVersion now, @Nullable String eventTimestamp) {
        return read(now.table(), reader -> reader.readSince(last, now.snapshotId(), eventTimestamp));
    }

    private <T> T read(String table, Function<SnapshotReader, T> work) {
        LocalFileIO files = new LocalFileIO(config(table).files());
        Table loaded = load(table);
        try {
            return work.apply(new SnapshotReader(table, loaded, files));
        } catch (UncheckedIOException e) {
            throw failed(table, e);
        }
    }

    /**
     * A table that takes training sets, or is to be made for them.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when its catalog is not known
     */
    public SetTable sets(String table) {
        CatalogConfig config = config(table);
        return new SetTable(table, name(table), () -> opened(catalog(table), config), new LocalFileIO(config.files()));
    }

    private Table load(String table) {
        CatalogConfig config = config(table);
        TableIdentifier name = name(table);
        try {
            return opened(catalog(table), config).load(name);
        } catch (NoSuchTableException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read Iceberg table " + table + ": its catalog does not have it (" + e.getMessage() + ")",
                    e);
        } catch (GranaryException e) {
            throw e;
        } catch (RuntimeException e) {
            // Iceberg's clients, and the drivers and servers behind them, throw all kinds.
            throw failed(table, e);
        }
    }

    private static TableIdentifier name(String table) {
        if (!NAME.matcher(table).matches()) {
            throw GranaryException.invalid("Iceberg table", "'" + table + "'", "catalog.namespace.table");
        }
        String[] names = table.split("\\.", -1);
        return TableIdentifier.of(
                Namespace.of(Arrays.copyOfRange(names, 1, names.length - 1)), names[names.length - 1]);
    }

    private static GranaryException failed(String table, RuntimeException e) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE, "Cannot read Iceberg table " + table + ": " + e.getMessage(), e);
    }

    private synchronized OpenCatalog opened(String name, CatalogConfig config) {
        OpenCatalog catalog = open.get(name);
        if (catalog == null) {
            catalog = open(name, config);
            open.put(name, catalog);
        }
        return catalog;
    }

    private static OpenCatalog open(String name, CatalogConfig config) {
        LocalFileIO files = new LocalFileIO(config.files());
        if (config instanceof CatalogConfig.Jdbc jdbc) {
            return ClientCatalog.open(jdbc, files);
        }
        return config instanceof CatalogConfig.Rest rest
                ? ClientCatalog.open(name, rest, files)
                : new FolderCatalog(config.files(), files);
    }

    private CatalogConfig config(String table) {
        CatalogConfig config = configs.get(catalog(table));
        if (config == null) {
            throw GranaryException.invalid(
                    "catalog of Iceberg table " + table,
                    "'" + catalog(table) + "'",
                    configs.isEmpty()
                            ? "a catalog of the file that --iceberg-catalogs names; none is named"
                            : "one of " + new TreeSet<>(configs.keySet()));
        }
        return config;
    }

    private static String catalog(String table) {
        return table.substring(0, Math.max(0, table.indexOf('.')));
    }

    @Override
    public synchronized void close() {
        open.values().forEach(OpenCatalog::close);
        open.clear();
    }
}
