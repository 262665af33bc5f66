package io.granary.benchmarks.flights;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A flight as the example's file has it; its arrival is the moment at which the delay became known. */
record Flight(long id, String origin, String destination, long arrivedMicros, int delayMinutes) {

    /** The first flights of a file in the order of their arrivals. */
    static List<Flight> read(Path file, int most) throws SQLException {
        String sql = "SELECT flight_id, origin, destination, epoch_us(arrived_at), delay_minutes FROM '"
                + file.toString().replace("'", "''") + "' ORDER BY arrived_at, flight_id LIMIT " + most;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Flight> flights = new ArrayList<>();
            while (rows.next()) {
                flights.add(new Flight(
                        rows.getLong(1), rows.getString(2), rows.getString(3), rows.getLong(4), rows.getInt(5)));
            }
            return flights;
        }
    }
}
