package io.granary.benchmarks.offline;

import io.granary.benchmarks.report.Finding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Compares what two ways made of the same question, row by row. */
final class EqualSets {

    private EqualSets() {}

    /**
     * How many rows of two sets differ, or are missing in one.
     *
     * @param rows how many each must have
     */
    static Finding compare(String whose, String one, String other, int rows) throws SQLException {
        StringBuilder same = new StringBuilder("true");
        for (String view : Purchases.VIEWS) {
            for (String feature : Purchases.FEATURES) {
                same.append(" AND a.%1$s_facts__%2$s IS NOT DISTINCT FROM b.%1$s_facts__%2$s".formatted(view, feature));
            }
        }
        String sql = "SELECT count(*) FILTER (WHERE " + same + ") FROM '" + one + "' a JOIN '" + other
                + "' b ON a.row_number = b.row_number";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery(sql)) {
            counted.next();
            return Finding.of("rows that differ from " + whose, (double) rows - counted.getLong(1), "rows")
                    .within(0);
        }
    }
}
