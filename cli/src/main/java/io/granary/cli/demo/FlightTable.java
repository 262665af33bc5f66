package io.granary.cli.demo;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes the example's Parquet and CSV files with DuckDB. Not safe for threads. */
final class FlightTable implements AutoCloseable {

    /** What the reader of a row gives. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    private FlightTable(Connection connection) {
        this.connection = connection;
    }

    static FlightTable open() {
        try {
            return new FlightTable(DriverManager.getConnection("jdbc:duckdb:"));
        } catch (SQLException e) {
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot open DuckDB: " + e.getMessage(), e);
        }
    }

    /** A path as SQL writes a text. */
    static String literal(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** Writes the flights with both timestamps moved. */
    void writeShifted(Path source, Path target, Shift shift) {
        execute("COPY (SELECT * REPLACE (departed_at + INTERVAL (%d) DAY AS departed_at,".formatted(7 * shift.weeks())
                + " arrived_at + INTERVAL (%d) DAY AS arrived_at) FROM %s ORDER BY arrived_at, flight_id)"
                        .formatted(7 * shift.weeks(), literal(source))
                + " TO %s (FORMAT parquet)".formatted(literal(target)));
    }

    /** Writes what a training set asks: each flight that departs before a moment, and whether it came late. */
    long writeLabels(Path flights, Path target, Instant before) {
        execute("COPY (SELECT flight_id, origin, destination, departed_at, delay_minutes > 15 AS late FROM %s"
                        .formatted(literal(flights))
                + " WHERE departed_at < TIMESTAMP '%s' ORDER BY departed_at, flight_id) TO %s (FORMAT parquet)"
                        .formatted(text(before), literal(target)));
        return query("SELECT count(*) FROM %s".formatted(literal(target)), row -> row.getLong(1))
                .get(0);
    }

    /** All flights in the order of arrival. */
    List<Flight> readFlights(Path file) {
        return query(
                "SELECT flight_id, epoch_us(departed_at), epoch_us(arrived_at), origin, destination, distance_miles,"
                        + " delay_minutes FROM %s ORDER BY arrived_at, flight_id".formatted(literal(file)),
                row -> new Flight(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getInt(7)));
    }

    /** City, state, latitude and longitude of every airport, by its code. */
    Map<String, Airport> readAirports(Path file) {
        Map<String, Airport> airports = new HashMap<>();
        query(
                "SELECT airport, city, state, latitude, longitude FROM read_csv(%s, header = true)"
                        .formatted(literal(file)),
                row -> airports.put(
                        row.getString(1),
                        new Airport(row.getString(2), row.getString(3), row.getDouble(4), row.getDouble(5))));
        return airports;
    }

    /** Any query, a row at a time. */
    <T> List<T> query(String sql, RowReader<T> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("close", e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static String text(Instant moment) {
        return moment.toString().replace('T', ' ').replace("Z", "");
    }

    private static GranaryException failed(String sql, SQLException cause) {
        return new GranaryException(ErrorCode.INTERNAL, "Cannot run '" + sql + "': " + cause.getMessage(), cause);
    }
}
