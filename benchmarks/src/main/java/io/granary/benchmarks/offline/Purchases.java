package io.granary.benchmarks.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A repository with four plain views of different keys over tables of ninety days, and purchases that ask for all of them.
 *
 * @param folder of the repository
 */
record Purchases(Path folder) {

    static final List<String> VIEWS = List.of("customer", "merchant", "card", "country");

    /** Of each view. */
    static final List<String> FEATURES = List.of("spent", "largest", "share", "payments", "refunds");

    /** Rows of the views' tables beside those of the largest, and their entities. */
    private static final int[] SHARES = {1, 3, 10, 100};

    private static final int[] ENTITIES = {500_000, 50_000, 800_000, 200};

    /** Writes definitions, tables and entity rows of a size. */
    static Purchases write(Path folder, int rows, int features, int ttlDays) throws IOException, SQLException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("granary.yaml"), "project: purchases\n");
        Purchases purchases = new Purchases(folder);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            StringBuilder keys = new StringBuilder();
            for (int view = 0; view < VIEWS.size(); view++) {
                String name = VIEWS.get(view);
                Files.writeString(folder.resolve(name + ".yaml"), definitions(name, ttlDays));
                statement.execute(
                        "COPY (SELECT " + key(view, 1) + " AS " + name + ", " + moment(2) + " AS at, " + share(3)
                                + " * 1000 AS spent, " + share(4) + " * 500 AS largest, " + share(5)
                                + " AS share, CAST(hash(i * 10 + 6) % 100 AS BIGINT) AS payments,"
                                + " CAST(hash(i * 10 + 7) % 10 AS BIGINT) AS refunds FROM range("
                                + features / SHARES[view]
                                + ") r(i)) TO '" + purchases.table(name) + "' (FORMAT parquet)");
                keys.append(", ").append(key(view, 10 + view)).append(" AS ").append(name);
            }
            statement.execute("COPY (SELECT i AS row_number" + keys + ", " + moment(9)
                    + " AS event_timestamp FROM range(" + rows + ") r(i)) TO '" + purchases.entities()
                    + "' (FORMAT parquet)");
        }
        return purchases;
    }

    Path table(String view) {
        return folder.resolve(view + ".parquet");
    }

    Path entities() {
        return folder.resolve(AllFeatures.ROWS);
    }

    private static String definitions(String name, int ttlDays) {
        return """
                kind: Entity
                name: %1$s
                joinKeys: [{name: %1$s, type: INT64}]
                ---
                kind: BatchSource
                name: %1$s_table
                parquet: %1$s.parquet
                eventTimestamp: at
                schema:
                  - {name: %1$s, type: INT64}
                  - {name: at, type: TIMESTAMP}
                  - {name: spent, type: FLOAT64}
                  - {name: largest, type: FLOAT64}
                  - {name: share, type: FLOAT64}
                  - {name: payments, type: INT64}
                  - {name: refunds, type: INT64}
                ---
                kind: FeatureView
                name: %1$s_facts
                entities: [%1$s]
                source: %1$s_table
                online: false
                ttl: %2$dd
                features:
                  - {name: spent, type: FLOAT64}
                  - {name: largest, type: FLOAT64}
                  - {name: share, type: FLOAT64}
                  - {name: payments, type: INT64}
                  - {name: refunds, type: INT64}
                """.formatted(name, ttlDays);
    }

    private static String share(int salt) {
        return "((hash(i * 10 + " + salt + ") % 1000000007) / 1000000007.0)";
    }

    private static String key(int view, int salt) {
        return "CAST(hash(i * 100 + " + salt + ") % " + ENTITIES[view] + " AS BIGINT)";
    }

    private static String moment(int salt) {
        return "TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_microseconds(CAST(hash(i * 100 + " + salt
                + ") % 7776000000000 AS BIGINT))";
    }
}
