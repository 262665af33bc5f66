package io.granary.benchmarks.parity;

import io.granary.benchmarks.flights.FlightEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** All records of the stream as a table: also those that come twice or too late, each with the moment it arrived. */
final class FlightTable {

    private static final String CREATE = """
            CREATE TABLE records (flight_id BIGINT, origin VARCHAR, destination VARCHAR, arrived_at BIGINT,
              delay_minutes BIGINT, amount DOUBLE, odd DOUBLE, big BIGINT, reached_at BIGINT)
            """;

    private static final String COPY = """
            COPY (SELECT * REPLACE (make_timestamptz(arrived_at) AS arrived_at, make_timestamptz(reached_at) AS reached_at)
              FROM records) TO '%s' (FORMAT parquet)
            """;

    private FlightTable() {}

    static void write(Path file, List<FlightEvent> records) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
            append(connection.unwrap(DuckDBConnection.class), records);
            statement.execute(COPY.formatted(file));
        }
    }

    private static void append(DuckDBConnection connection, List<FlightEvent> records) throws SQLException {
        try (DuckDBAppender rows = connection.createAppender("records")) {
            for (FlightEvent each : records) {
                rows.beginRow();
                rows.append(each.id()).append(each.origin()).append(each.destination());
                rows.append(each.eventMicros()).append(each.delay()).append(each.amount());
                rows.append(each.odd()).append(each.big()).append(each.arrivalMicros());
                rows.endRow();
            }
        }
    }
}
