package io.granary.archive;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Records in a table of DuckDB, which is a file and needs little memory, on their way into Parquet. Used by one thread. */
final class RecordTable implements AutoCloseable {

    private static final String COLUMNS = """
            SELECT r.partition, r."offset", r.arrival, r.timestamp_type, r.key, r.value,
              coalesce(h.headers, []) AS headers
            FROM records r LEFT JOIN (
              SELECT owner, list({'name': name, 'value': value} ORDER BY position) AS headers FROM headers GROUP BY owner
            ) h ON h.owner = r."offset"
            """;

    private final DuckDBConnection connection;

    private RecordTable(DuckDBConnection connection) {
        this.connection = connection;
    }

    static RecordTable create(Path file) throws SQLException {
        DuckDBConnection connection =
                DriverManager.getConnection("jdbc:duckdb:" + file).unwrap(DuckDBConnection.class);
        RecordTable table = new RecordTable(connection);
        table.execute("SET memory_limit = '1GB'");
        table.execute("CREATE TABLE records (day INTEGER, partition INTEGER, \"offset\" BIGINT,"
                + " arrival TIMESTAMP WITH TIME ZONE, timestamp_type VARCHAR, key BLOB, value BLOB)");
        table.execute("CREATE TABLE headers (owner BIGINT, position INTEGER, name VARCHAR, value BLOB)");
        return table;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Puts the records of some parts in, and says how many they were. */
    long fill(List<ArchivePart> parts) throws SQLException {
        long count = 0;
        try (DuckDBAppender records = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "records");
                DuckDBAppender headers = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "headers")) {
            for (ArchivePart part : parts) {
                try (AvroRecords read = AvroRecords.open(part)) {
                    while (read.hasNext()) {
                        append(read.next(), records, headers);
                        count++;
                    }
                }
            }
        }
        return count;
    }

    private static void append(ArchivedRecord archived, DuckDBAppender records, DuckDBAppender headers)
            throws SQLException {
        records.beginRow()
                .append((int) Math.floorDiv(archived.arrivalMillis(), TimeUnit.DAYS.toMillis(1)))
                .append(archived.partition())
                .append(archived.offset())
                .appendEpochMicros(archived.arrivalMicros())
                .append(archived.timestampType().name());
        appendBytes(archived.key(), records);
        appendBytes(archived.value(), records);
        records.endRow();
        int position = 0;
        for (ArchivedHeader header : archived.headers()) {
            headers.beginRow().append(archived.offset()).append(position++).append(header.name());
            appendBytes(header.value(), headers);
            headers.endRow();
        }
    }

    private static void appendBytes(byte @Nullable [] bytes, DuckDBAppender to) throws SQLException {
        if (bytes == null) {
            to.appendNull();
        } else {
            to.append(bytes);
        }
    }

    /** How many records arrived on each day. */
    Map<LocalDate, Long> days() throws SQLException {
        Map<LocalDate, Long> days = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT day, count(*) FROM records GROUP BY day")) {
            while (found.next()) {
                days.put(LocalDate.ofEpochDay(found.getLong(1)), found.getLong(2));
            }
        }
        return days;
    }

    /** Writes the records of a day, in the order of offsets. */
    void write(LocalDate day, Path file) throws SQLException {
        execute("COPY (" + COLUMNS + " WHERE r.day = " + day.toEpochDay() + " ORDER BY r.\"offset\") TO " + quoted(file)
                + " (FORMAT parquet, COMPRESSION zstd)");
    }

    /** How many records a file has. */
    long count(Path file) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM read_parquet(" + quoted(file) + ")")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
