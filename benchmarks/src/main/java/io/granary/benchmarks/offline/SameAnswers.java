package io.granary.benchmarks.offline;

import io.granary.benchmarks.report.Finding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Compares a training set with what the range join made of the same question: counts and largest values are to be equal, sums
 * only nearly, as SQL's depend on the order.
 */
record SameAnswers(Path joined, Path trainingSet) {

    private static final String[] WINDOWS = {"1h", "24h", "7d", "30d"};

    Finding finding() throws SQLException {
        StringBuilder same = new StringBuilder("true");
        for (String window : WINDOWS) {
            same.append(" AND j.payments_%1$s = t.card_windows__payments_%1$s".formatted(window));
            same.append(" AND j.largest_%1$s IS NOT DISTINCT FROM t.card_windows__largest_%1$s".formatted(window));
            same.append(" AND abs(coalesce(j.spent_%1$s, 0) - coalesce(t.card_windows__spent_%1$s, 0)) < 1e-6"
                    .formatted(window));
        }
        String sql = "SELECT count(*) FILTER (WHERE NOT coalesce(" + same + ", false)), count(*) FROM '" + joined
                + "/*.parquet' j FULL JOIN '" + trainingSet + "/rows-*.parquet' t ON j.row_number = t.row_number";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery(sql)) {
            counted.next();
            return Finding.of("rows that differ from the range join's", (double) counted.getLong(1), "rows")
                    .within(0)
                    .with("compared", (double) counted.getLong(2));
        }
    }
}
