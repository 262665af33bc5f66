package io.granary.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jspecify.annotations.Nullable;

/**
 * Tables as Iceberg's Hadoop catalog lays them out: {@code warehouse/namespace/table/metadata/v7.metadata.json}, of which
 * the greatest number counts. A writer moves each into place whole, so none is half written.
 */
final class FolderCatalog implements OpenCatalog {

    private static final Pattern METADATA = Pattern.compile("v(\\d{1,9})(\\.gz)?\\.metadata\\.json(\\.gz)?");

    private final Path warehouse;
    private final LocalFileIO files;

    FolderCatalog(Path warehouse, LocalFileIO files) {
        this.warehouse = warehouse;
        this.files = files;
    }

    @Override
    public Table load(TableIdentifier table) {
        Path folder = warehouse;
        for (String level : table.namespace().levels()) {
            folder = folder.resolve(level);
        }
        Path metadata = newest(folder.resolve(table.name()).resolve("metadata"));
        if (metadata == null) {
            throw new NoSuchTableException("there is no table in %s", folder.resolve(table.name()));
        }
        return new BaseTable(new StaticTableOperations(metadata.toString(), files), table.toString());
    }

    private static @Nullable Path newest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> number(file) >= 0)
                    .max(Comparator.comparingInt(FolderCatalog::number))
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path file) {
        Matcher name = METADATA.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    @Override
    public void close() {}
}
