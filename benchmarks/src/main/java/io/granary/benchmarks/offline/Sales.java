package io.granary.benchmarks.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A repository with one view of a table that grows file by file.
 *
 * @param folder of the repository
 */
record Sales(Path folder) {

    static final String PROJECT = "sales";
    static final String FEATURE = "last_sale:amount";

    /** As many as one request may ask for. */
    private static final int SHOPS = 1_000;

    private static final String TABLE = "sales";

    private static final String DEFINITIONS = """
            kind: Entity
            name: shop
            joinKeys: [{name: shop, type: INT64}]
            ---
            kind: BatchSource
            name: sales
            parquet: sales
            eventTimestamp: at
            createdTimestamp: created
            schema:
              - {name: shop, type: INT64}
              - {name: at, type: TIMESTAMP}
              - {name: created, type: TIMESTAMP}
              - {name: amount, type: INT64}
            ---
            kind: FeatureView
            name: last_sale
            entities: [shop]
            source: sales
            features: [{name: amount, type: INT64}]
            """;

    static Sales write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve(TABLE));
        Files.writeString(folder.resolve("granary.yaml"), "project: " + PROJECT + "\n");
        Files.writeString(folder.resolve("sales.yaml"), DEFINITIONS);
        return new Sales(folder);
    }

    /** Adds a file of sales at random moments of an hour of their own, created now. */
    void append(int hour, int rows) throws SQLException {
        String at = "TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_hours(" + hour
                + ") + to_microseconds(CAST(hash(i * 10 + " + hour + ") % 3600000000 AS BIGINT))";
        execute("COPY (SELECT CAST(hash(i * 7 + " + hour + ") % " + SHOPS + " AS BIGINT) AS shop, " + at
                + " AS at, now() AS created, CAST(" + hour + " * 100000000 + i AS BIGINT) AS amount FROM range(" + rows
                + ") r(i)) TO '" + folder.resolve(TABLE).resolve("hour-" + hour + ".parquet") + "' (FORMAT parquet)");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The newest amount of each shop. */
    Map<Long, Long> newest() throws SQLException {
        String sql =
                "SELECT shop, arg_max(amount, \"at\") FROM '" + folder.resolve(TABLE) + "/*.parquet' GROUP BY shop";
        Map<Long, Long> newest = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                newest.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return newest;
    }
}
