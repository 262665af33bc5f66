package io.granary.offline.local;

import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.ReadFiles;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that are read as one table.
 *
 * @param what it is called in errors, such as {@code source 'sales'}
 * @param read the files, in the order of paths, as they were when the table was opened
 * @param relation the table in SQL
 */
record FileTable(String what, ReadFiles read, String relation, List<FileColumn> columns) {

    FileTable {
        columns = List.copyOf(columns);
    }

    /** In the order of paths. */
    List<Path> files() {
        return read.versions().stream().map(FileVersion::path).map(Path::of).toList();
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
