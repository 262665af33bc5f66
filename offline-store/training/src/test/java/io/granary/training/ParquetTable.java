package io.granary.training;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A training set made of a query. */
final class ParquetTable {

    /** Rows whose label depends on a number with gaps and on a boolean; one row a minute. */
    static final String FLIGHTS = """
            SELECT i, make_timestamp(i * 60000000) AS departed_at,
              CASE WHEN i % 7 = 0 THEN NULL ELSE (hash(i) % 1000) / 10.0::DOUBLE - 20 END AS origin__delay,
              CAST(hash(i * 31) % 50 AS BIGINT) AS route__distance,
              hash(i * 17) % 3 = 0 AS origin__busy,
              'SFO' AS origin__city,
              hash(i) % 1000 > 600 OR (hash(i * 17) % 3 = 0 AND hash(i * 13) % 4 = 0) AS late
            FROM range(4000) t(i)
            """;

    static final List<String> FEATURES = List.of("origin__delay", "route__distance", "origin__busy", "origin__city");

    private ParquetTable() {}

    static TrainingSet write(Path folder, String query) {
        Path file = folder.resolve("part-0.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TrainingSet(List.of(file), "departed_at", FEATURES, List.of(), 7, "checksum");
    }

    static TrainingJob job(Path folder, String query) {
        return TrainingJob.of(write(folder, query), "late", "late_probability", folder.resolve("model"))
                .withHyperparameters(Hyperparameters.DEFAULT.withRounds(40));
    }
}
