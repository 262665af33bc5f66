package io.granary.benchmarks.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A folder of Parquet files that say in which town drivers live. */
record Homes(Path folder) {

    static Homes in(Path repository) {
        return new Homes(repository.resolve("homes"));
    }

    /** Two files; the first driver is in both, since he moved. */
    void write(String first, String second) throws IOException, SQLException {
        Files.createDirectories(folder);
        copyTo(
                "1.parquet",
                "('%s', '2026-01-01T00:00:00Z', 'Oslo'), ('%s', '2026-01-01T00:00:00Z', 'Rome')"
                        .formatted(first, second));
        copyTo("2.parquet", "('%s', '2026-02-01T00:00:00Z', 'Bergen')".formatted(first));
    }

    private void copyTo(String file, String rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT driver, since::TIMESTAMPTZ AS since, town FROM (VALUES " + rows
                    + ") AS homes(driver, since, town)) TO '" + folder.resolve(file) + "' (FORMAT parquet)");
        }
    }

    /** Each row: driver and town. */
    List<String> rows() throws SQLException {
        return DuckTexts.query("SELECT driver || ' ' || town FROM '" + folder + "/*.parquet' ORDER BY ALL");
    }

    /** Each row of a training set that has the town. */
    static List<String> ofSet(Path set) throws SQLException {
        return DuckTexts.query("SELECT driver || ' ' || coalesce(home__town, 'nowhere') FROM '" + set
                + "/rows-*.parquet' ORDER BY ALL");
    }
}
