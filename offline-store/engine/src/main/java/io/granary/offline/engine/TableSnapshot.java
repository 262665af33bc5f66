package io.granary.offline.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of a table in one of its versions: all rows of some Parquet files, whose columns are found by their ids, as names
 * may have changed since a file was written.
 *
 * @param location the table's folder
 * @param columns those that can be read, with the names that they have now
 * @param unreadable name and type of each of the other columns
 * @param files in the order of paths; none when the table is empty
 */
public record TableSnapshot(
        TableVersion version, Path location, List<SnapshotColumn> columns, List<String> unreadable, List<Path> files)
        implements ListedTable {

    public TableSnapshot {
        columns = List.copyOf(columns);
        unreadable = List.copyOf(unreadable);
        files = List.copyOf(files);
    }

    /** The same table with just the rows of some of its files. */
    public TableSnapshot of(List<Path> some) {
        return new TableSnapshot(version, location, columns, unreadable, some);
    }

    @Override
    public long bytes() {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /** What it has, for people who look for something else. */
    public String columnsText() {
        String names = columns.stream().map(SnapshotColumn::name).collect(Collectors.joining(", "));
        return unreadable.isEmpty() ? names : names + "; and what cannot be read: " + String.join(", ", unreadable);
    }
}
