package io.granary.benchmarks.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A repository with windows over the delays of flights that have arrived, and a row for every flight at its departure.
 *
 * @param folder of the repository
 * @param rows one for each flight
 */
record FlightWindows(Path folder, int rows) {

    private static final String DEFINITIONS = """
            kind: Entity
            name: airport
            joinKeys: [{name: origin, type: STRING}]
            ---
            kind: Entity
            name: route
            joinKeys: [{name: origin, type: STRING}, {name: destination, type: STRING}]
            ---
            kind: BatchSource
            name: flights
            parquet: flights.parquet
            eventTimestamp: arrived_at
            schema:
              - {name: origin, type: STRING}
              - {name: destination, type: STRING}
              - {name: arrived_at, type: TIMESTAMP}
              - {name: delay_minutes, type: INT64}
            ---
            kind: FeatureView
            name: airport_delays
            entities: [airport]
            source: flights
            online: false
            %1$s
            ---
            kind: FeatureView
            name: route_delays
            entities: [route]
            source: flights
            online: false
            %1$s
            """;

    private static final String AGGREGATIONS = """
            aggregations:
              - {name: avg_delay, function: avg, of: delay_minutes, windows: [1h, 6h, 24h, 7d]}
              - {name: max_delay, function: max, of: delay_minutes, windows: [1h, 6h, 24h, 7d]}
              - {name: share_late, function: avg, of: "delay_minutes > 15 ? 1.0 : 0.0", windows: [1h, 6h, 24h, 7d]}
              - {name: flights, function: count, windows: [1h, 6h, 24h, 7d]}
              - {name: last_delays, function: last_k(3), of: delay_minutes, windows: [24h]}""";

    /**
     * Writes definitions, a copy of the flights and entity rows.
     *
     * @param flights Parquet with the columns of the example's flights
     */
    static FlightWindows write(Path folder, Path flights) throws IOException, SQLException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("granary.yaml"), "project: flights\n");
        Files.writeString(folder.resolve("flights.yaml"), DEFINITIONS.formatted(AGGREGATIONS));
        Path copy = Files.copy(flights, folder.resolve("flights.parquet"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT flight_id AS row_number, origin, destination, departed_at AS event_timestamp FROM '"
                            + copy + "') TO '" + folder.resolve(AllFeatures.ROWS) + "' (FORMAT parquet)");
            try (ResultSet counted = statement.executeQuery("SELECT count(*) FROM '" + copy + "'")) {
                counted.next();
                return new FlightWindows(folder, counted.getInt(1));
            }
        }
    }
}
