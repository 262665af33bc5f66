package io.granary.offline.local;

import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.ReadFiles;
import io.granary.offline.engine.compute.SeenTimes;
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

    /**
     * The same table without rows that nobody can see: their files and row groups are passed over. Nothing is left out where the
     * column is no moment in the file.
     *
     * @param moment name of the column; null: none
     */
    FileTable within(@Nullable String moment, SeenTimes seen) {
        FileColumn column = moment == null ? null : find(moment);
        List<String> bounds = column == null ? List.of() : column.bounds(seen);
        return bounds.isEmpty()
                ? this
                : new FileTable(what, read, "(SELECT * FROM " + relation + Sql.where(bounds) + ")", columns);
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
