package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The records of a part of {@link ArchivePart.Format#PARQUET}, read with DuckDB; without their keys. */
final class ParquetRecords {

    private static final String NO_VALUE = "CAST(NULL AS BLOB)";
    private static final String PLACE = "SELECT partition, \"offset\", epoch_ms(arrival), timestamp_type, ";
    private static final String HEADERS = ", list_transform(headers, lambda header: header.name),"
            + " list_transform(headers, lambda header: header.value) FROM read_parquet([";

    private ParquetRecords() {}

    /**
     * Shows every record of the part.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming the files when they cannot be read
     */
    static void read(ArchivePart part, Consumer<ArchivedRecord> reader) {
        read(part, ArrivalRange.ALL, reader);
    }

    /** Those that arrived then; row groups in which none did are not read. */
    static void read(ArchivePart part, ArrivalRange wanted, Consumer<ArchivedRecord> reader) {
        read(part, "value", within(wanted), reader);
    }

    /** The same without values, which are not read, and null. */
    static void readHeaders(ArchivePart part, Consumer<ArchivedRecord> reader) {
        read(part, NO_VALUE, "true", reader);
    }

    /** All others without values. */
    static void readHeadersOutside(ArchivePart part, ArrivalRange wanted, Consumer<ArchivedRecord> reader) {
        read(part, NO_VALUE, outside(wanted), reader);
    }

    private static String within(ArrivalRange wanted) {
        return "arrival >= " + moment(wanted.firstMicros()) + " AND arrival <= " + moment(wanted.lastMicros());
    }

    /** Written so that row groups are passed over as well. */
    private static String outside(ArrivalRange wanted) {
        return "(arrival < " + moment(wanted.firstMicros()) + " OR arrival > " + moment(wanted.lastMicros()) + ")";
    }

    private static String moment(long micros) {
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            return "CAST('" + (micros < 0 ? "-" : "") + "infinity' AS TIMESTAMP WITH TIME ZONE)";
        }
        return "make_timestamptz(" + micros + ")";
    }

    private static void read(ArchivePart part, String value, String condition, Consumer<ArchivedRecord> reader) {
        if (part.files().isEmpty()) {
            return;
        }
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming)) {
            StreamedRows.read(connection, sql(part, value, condition), row -> reader.accept(archived(row)));
        } catch (SQLException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read archive files " + part.files() + ": " + e.getMessage(),
                    e);
        }
    }

    private static String sql(ArchivePart part, String value, String condition) {
        return PLACE
                + value
                + HEADERS
                + part.files().stream().map(ParquetRecords::quoted).collect(Collectors.joining(", "))
                + "]) WHERE \"offset\" BETWEEN " + part.offsets().first() + " AND "
                + part.offsets().last() + " AND " + condition;
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    private static ArchivedRecord archived(ResultSet row) throws SQLException {
        Object[] names = (Object[]) row.getArray(6).getArray();
        @Nullable Object[] values = (Object[]) row.getArray(7).getArray();
        List<ArchivedHeader> headers = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            headers.add(new ArchivedHeader((String) names[i], bytes(values[i])));
        }
        return new ArchivedRecord(
                row.getInt(1),
                row.getLong(2),
                row.getLong(3),
                TimestampType.valueOf(row.getString(4)),
                null,
                bytes(row.getObject(5)),
                headers);
    }

    private static byte @Nullable [] bytes(@Nullable Object value) throws SQLException {
        return value instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : null;
    }
}
