package io.granary.benchmarks.offline;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The same join as one plain query of DuckDB, without order, ties or statuses. Arguments: folder of the tables, output, days of
 * the ttl.
 */
final class PlainAsOf {

    private PlainAsOf() {}

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (" + question(arguments[0], arguments[2]) + ") TO '" + arguments[1] + "' (FORMAT parquet)");
        }
    }

    private static String question(String folder, String ttlDays) {
        List<String> columns = new ArrayList<>(List.of("e.*"));
        StringBuilder joins = new StringBuilder();
        for (String view : Purchases.VIEWS) {
            for (String feature : Purchases.FEATURES) {
                columns.add(
                        "CASE WHEN %1$s.at >= e.event_timestamp - INTERVAL %2$s DAY THEN %1$s.%3$s END AS %1$s_facts__%3$s"
                                .formatted(view, ttlDays, feature));
            }
            joins.append(
                    " ASOF LEFT JOIN '%2$s/%1$s.parquet' AS %1$s ON e.%1$s = %1$s.%1$s AND e.event_timestamp >= %1$s.at"
                            .formatted(view, folder));
        }
        return "SELECT " + String.join(", ", columns) + " FROM '" + folder + "/rows.parquet' AS e" + joins;
    }
}
