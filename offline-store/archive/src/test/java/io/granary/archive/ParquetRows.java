package io.granary.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what compaction wrote, with nothing of the archive's own. */
final class ParquetRows {

    private ParquetRows() {}

    static List<ArchivedRecord> both(List<ArchivedRecord> first, List<ArchivedRecord> second) {
        List<ArchivedRecord> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** The records of every part, of which all are in Parquet. */
    static List<ArchivedRecord> read(ArchivedTopic topic) throws SQLException {
        List<ArchivedRecord> all = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (ArchivePart part : topic.parts()) {
                for (Path file : part.files()) {
                    read(statement, file, part.offsets(), all);
                }
            }
        }
        return all;
    }

    private static void read(Statement statement, Path file, OffsetRange offsets, List<ArchivedRecord> all)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                SELECT partition, "offset", epoch_ms(arrival), timestamp_type, hex(key), hex(value),
                  list_transform(headers, h -> h.name || '=' || coalesce(hex(h.value), 'null'))::VARCHAR[]
                FROM read_parquet('%s') WHERE "offset" BETWEEN %d AND %d ORDER BY "offset"
                """.formatted(file, offsets.first(), offsets.last()))) {
            while (rows.next()) {
                all.add(new ArchivedRecord(
                        rows.getInt(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        TimestampType.valueOf(rows.getString(4)),
                        bytes(rows.getString(5)),
                        bytes(rows.getString(6)),
                        headers((Object[]) rows.getArray(7).getArray())));
            }
        }
    }

    private static List<ArchivedHeader> headers(Object[] texts) {
        List<ArchivedHeader> headers = new ArrayList<>();
        for (Object text : texts) {
            String[] parts = String.valueOf(text).split("=", 2);
            headers.add(new ArchivedHeader(parts[0], parts[1].equals("null") ? null : bytes(parts[1])));
        }
        return headers;
    }

    private static byte @Nullable [] bytes(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    }
}
