package io.granary.benchmarks.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A repository with a table of payments and windows over it, and entity rows that ask for them. Cards pay unequally often:
 * the busiest percent of them makes a tenth of all payments, or one card makes half.
 *
 * @param folder of the repository
 */
record Payments(Path folder) {

    private static final String DEFINITIONS = """
            kind: Entity
            name: card
            joinKeys: [{name: card, type: INT64}]
            ---
            kind: BatchSource
            name: payments
            parquet: payments.parquet
            eventTimestamp: paid_at
            schema:
              - {name: card, type: INT64}
              - {name: paid_at, type: TIMESTAMP}
              - {name: amount, type: FLOAT64}
            ---
            kind: FeatureView
            name: card_windows
            entities: [card]
            source: payments
            online: false
            aggregations:
              - {name: payments, function: count, windows: [1h, 24h, 7d, 30d]}
              - {name: spent, function: sum, of: amount, windows: [1h, 24h, 7d, 30d]}
              - {name: largest, function: max, of: amount, windows: [1h, 24h, 7d, 30d]}
            """;

    /** How payments and rows fall on cards. */
    enum Cards {
        MANY("%s"),
        ONE_HALF("CASE WHEN i %% 2 = 0 THEN 0 ELSE %s END");

        private final String sql;

        Cards(String sql) {
            this.sql = sql;
        }

        private String card(int salt, int keys) {
            return sql.formatted("CAST(floor(pow(" + share(salt) + ", 2) * " + keys + ") AS BIGINT)");
        }
    }

    /** Writes definitions, payments and entity rows of a size. */
    static Payments write(Path folder, WindowsOfflineLoad load, Cards cards) throws IOException, SQLException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("granary.yaml"), "project: payments\n");
        Files.writeString(folder.resolve("payments.yaml"), DEFINITIONS);
        Payments payments = new Payments(folder);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT " + cards.card(1, load.keys()) + " AS card, " + moment(2) + " AS paid_at, "
                    + share(3) + " * 1000 AS amount FROM range(" + load.events() + ") r(i)) TO '" + payments.events()
                    + "' (FORMAT parquet)");
            statement.execute("COPY (SELECT i AS row_number, " + cards.card(4, load.keys()) + " AS card, " + moment(5)
                    + " AS event_timestamp FROM range(" + load.rows() + ") r(i)) TO '" + payments.entities()
                    + "' (FORMAT parquet)");
        }
        return payments;
    }

    Path events() {
        return folder.resolve("payments.parquet");
    }

    Path entities() {
        return folder.resolve(AllFeatures.ROWS);
    }

    private static String share(int salt) {
        return "((hash(i * 10 + " + salt + ") % 1000000007) / 1000000007.0)";
    }

    private static String moment(int salt) {
        return "TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_microseconds(CAST(" + share(salt)
                + " * 7776000000000 AS BIGINT))";
    }
}
