package io.granary.offline.engine;

import io.granary.core.type.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes snapshots of tables as Iceberg's writers leave them: Parquet whose columns have ids, and names of then. */
public final class SnapshotFiles {

    private static final Map<String, String> TYPES =
            Map.of("INT64", "long", "STRING", "string", "TIMESTAMP", "timestamptz", "FLOAT64", "double");

    private SnapshotFiles() {}

    /** The rows of {@code folder.parquet} in two files, whose columns had other names when they were written. */
    public static TableSnapshot write(Path folder, List<Column> columns) {
        String then = IntStream.range(0, columns.size())
                .mapToObj(i -> '"' + columns.get(i).name() + "\" AS c" + i)
                .collect(Collectors.joining(", "));
        String ids = IntStream.range(0, columns.size())
                .mapToObj(i -> "c" + i + ": " + (i + 1))
                .collect(Collectors.joining(", "));
        List<Path> files = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            String rows = "SELECT *, row_number() OVER () % 2 AS part FROM '" + folder + ".parquet'";
            files.add(write(
                    folder.resolve("day=1/" + part + ".parquet"),
                    "SELECT " + then + " FROM (" + rows + ") WHERE part = " + part,
                    ids));
        }
        List<SnapshotColumn> read = IntStream.range(0, columns.size())
                .mapToObj(i -> new SnapshotColumn(
                        i + 1,
                        columns.get(i).name(),
                        TYPES.getOrDefault(columns.get(i).type().text(), "string")))
                .toList();
        return snapshot(folder, read, files.toArray(Path[]::new));
    }

    /** A file with the rows of a query; {@code ids} is the id of each of its columns. */
    static Path write(Path file, String query, String ids) {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Duck.run("COPY (" + query + ") TO '" + file + "' (FORMAT parquet, FIELD_IDS {" + ids + "})");
        return file;
    }

    static TableSnapshot snapshot(Path folder, List<SnapshotColumn> columns, Path... files) {
        TableVersion version = new TableVersion("lake." + folder.getFileName(), 5, Instant.EPOCH, 0);
        return new TableSnapshot(version, folder, columns, List.of(), List.of(files));
    }
}
