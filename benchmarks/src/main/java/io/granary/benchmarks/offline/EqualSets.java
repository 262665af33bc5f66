package io.granary.benchmarks.offline;

import io.granary.benchmarks.report.Finding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Compares what two ways made of the same question, row by row. */
final class EqualSets {

    private EqualSets() {}

    /**
     * How many rows of two sets differ in a feature, or are missing in one.
     *
     * @param other whose features are compared
     * @param rows how many each must have
     */
    static Finding compare(String whose, String one, String other, int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            String sql = "SELECT count(*) FILTER (WHERE " + same(statement, other) + ") FROM '" + one + "' a JOIN '"
                    + other + "' b ON a.row_number = b.row_number";
            try (ResultSet counted = statement.executeQuery(sql)) {
                counted.next();
                return Finding.of("rows that differ from " + whose, (double) rows - counted.getLong(1), "rows")
                        .within(0);
            }
        }
    }

    private static String same(Statement statement, String set) throws SQLException {
        List<String> features = new ArrayList<>();
        try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT COLUMNS('.*__.*') FROM '" + set + "'")) {
            while (columns.next()) {
                features.add("a.%1$s IS NOT DISTINCT FROM b.%1$s".formatted(columns.getString("column_name")));
            }
        }
        return String.join(" AND ", features);
    }
}
