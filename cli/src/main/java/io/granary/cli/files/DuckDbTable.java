package io.granary.cli.files;

import io.granary.core.definition.BatchSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** How DuckDB is told to read a table's file, or folder of files. */
final class DuckDbTable {

    private DuckDbTable() {}

    /** Some Parquet files, as one table. */
    static String parquet(List<Path> files) {
        return "read_parquet(" + files.stream().map(DuckDbTable::text).collect(Collectors.joining(", ", "[", "]"))
                + ")";
    }

    static String of(BatchSource.Format format, Path path) {
        boolean isCsv = format == BatchSource.Format.CSV;
        String files = isCsv ? "**/*.csv" : "**/*.parquet";
        String pattern = Files.isDirectory(path) ? path.resolve(files).toString() : path.toString();
        String text = text(pattern);
        return isCsv ? "read_csv(" + text + ", header = true, all_varchar = true)" : "read_parquet(" + text + ")";
    }

    private static String text(Object value) {
        return "'" + value.toString().replace("'", "''") + "'";
    }
}
