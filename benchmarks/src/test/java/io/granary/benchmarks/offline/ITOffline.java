package io.granary.benchmarks.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.flights.ExampleFlights;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark at its smallest: every way gives the same rows. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ITOffline {

    private static final String DIFFERING = "rows that differ from ";

    @Test
    void everyWayGivesTheSameRows(@TempDir Path folder) throws Exception {
        Path flights = someFlights(folder.resolve("flights.parquet"));
        OfflineLoad load = new OfflineLoad(
                2_000, 20_000, List.of(7), List.of(40_000), flights, "700m", "700m", Machine.sparkJars());

        Findings findings = OfflineBenchmark.run(load, System.err::println);

        assertThat(findings.rows())
                .filteredOn(finding -> finding.name().startsWith(DIFFERING))
                .allMatch(Finding::holds)
                .extracting(finding -> finding.name().substring(DIFFERING.length()))
                .containsExactly(
                        "plain DuckDB's, ttl 7 d",
                        "spark's, ttl 7 d",
                        "the numbered join's, ttl 7 d",
                        "spark's, 40,000 feature rows",
                        "spark's, windows of 20,000 flights");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static Path someFlights(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM '" + ExampleFlights.file() + "' WHERE flight_id <= 20000) TO '"
                    + file + "' (FORMAT parquet)");
        }
        return file;
    }
}
