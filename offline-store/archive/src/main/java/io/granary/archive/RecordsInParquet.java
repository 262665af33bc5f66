package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The records of a Parquet file as compaction wrote it, taken out of it. */
final class RecordsInParquet {

    private RecordsInParquet() {}

    /**
     * Writes a file again without some records, in the same order; leaves it as it is when it has none of them.
     *
     * @param part the file and its offsets
     * @param id of the erasure, which the file's metadata remembers
     * @return how many were taken out, by this erasure as a whole
     */
    static long takeOut(ArchivePart part, String id, Predicate<ArchivedRecord> going) throws IOException, SQLException {
        List<Long> offsets = new ArrayList<>();
        ParquetRecords.read(part, each -> {
            if (going.test(each)) {
                offsets.add(each.offset());
            }
        });
        Path file = part.files().get(0);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Map<String, Long> marks = marks(statement, file);
            long count = marks.getOrDefault(ErasureMark.of(id), 0L) + offsets.size();
            if (!offsets.isEmpty()) {
                marks.put(ErasureMark.of(id), count);
                writeWithout(statement, file, offsets, marks);
            }
            return count;
        }
    }

    private static Map<String, Long> marks(Statement statement, Path file) throws SQLException {
        Map<String, Long> marks = new TreeMap<>();
        try (ResultSet found = statement.executeQuery("SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata("
                + quoted(file) + ") WHERE starts_with(key::VARCHAR, '" + ErasureMark.PREFIX + "')")) {
            while (found.next()) {
                marks.put(found.getString(1), ErasureMark.count(found.getString(2)));
            }
        }
        return marks;
    }

    private static void writeWithout(Statement statement, Path file, List<Long> offsets, Map<String, Long> marks)
            throws IOException, SQLException {
        FileTime written = Files.getLastModifiedTime(file);
        Path unfinished = ErasureMark.unfinished(file);
        String out = offsets.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String metadata = marks.entrySet().stream()
                .map(mark -> "'" + mark.getKey() + "': '" + mark.getValue() + "'")
                .collect(Collectors.joining(", "));
        try {
            statement.execute("COPY (SELECT * FROM " + table(file) + " WHERE \"offset\" NOT IN (" + out
                    + ") ORDER BY \"offset\") TO " + quoted(unfinished)
                    + " (FORMAT parquet, COMPRESSION zstd, KV_METADATA {" + metadata + "})");
            requireCount(file, count(statement, file) - offsets.size(), count(statement, unfinished));
            Durably.force(unfinished);
            Files.setLastModifiedTime(unfinished, written);
            Durably.rename(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void requireCount(Path file, long expected, long found) {
        if (expected != found) {
            throw new GranaryException(
                    ErrorCode.INTERNAL,
                    "Cannot erase from " + file + ": " + found + " of " + expected + " records came out");
        }
    }

    private static long count(Statement statement, Path file) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT count(*) FROM " + table(file))) {
            found.next();
            return found.getLong(1);
        }
    }

    /** The folder of a day looks like a column, and is none. */
    private static String table(Path file) {
        return "read_parquet(" + quoted(file) + ", hive_partitioning = false)";
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }
}
