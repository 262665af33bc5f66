package io.granary.offline.local;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that are read as one table.
 *
 * @param what it is called in errors, such as {@code source 'sales'}
 * @param files in the order of paths
 * @param relation the table in SQL
 */
record FileTable(String what, List<Path> files, String relation, List<FileColumn> columns) {

    FileTable {
        files = List.copyOf(files);
        columns = List.copyOf(columns);
    }

    List<String> names() {
        return columns.stream().map(FileColumn::name).toList();
    }

    /** The column of exactly that name, or null. */
    @Nullable
    FileColumn find(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
