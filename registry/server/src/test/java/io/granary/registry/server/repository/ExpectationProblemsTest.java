package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck.Freshness;
import io.granary.core.definition.ExpectationCheck.Matches;
import io.granary.core.definition.ExpectationCheck.NotNull;
import io.granary.core.definition.ExpectationCheck.OneOf;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.ExpectationCheck.RowCount;
import io.granary.core.definition.ExpectationCheck.Unique;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expectations are read as, and what they may get wrong, with the place in the file. */
class ExpectationProblemsTest {

    private static final String STREAM = """
            kind: StreamSource
            name: hails
            topic: hails
            format: json
            schema: [{name: driver, type: STRING}, {name: at, type: TIMESTAMP}]
            eventTimestamp: at
            """;

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void readsEveryCheck() {
        repository.write("b.yaml", source("""
                - {name: driver_known, check: not_null, column: driver}
                  - {name: miles, check: range, column: miles, min: 0, max: 1.5e3, onFailure: quarantine}
                  - {name: drivers, check: set, column: driver, values: [a, 1]}
                  - {name: names, check: regex, column: driver, pattern: "[a-z]+", onFailure: fail}
                  - {name: once, check: unique, columns: [driver, at]}
                  - {name: fresh, check: freshness, within: 2d, onFailure: fail}
                  - {name: rows, check: row_count, min: 1}"""));

        BatchSource source = (BatchSource) repository.load().definitions().source("fares");
        assertThat(source.expectations())
                .containsExactly(
                        new Expectation("driver_known", new NotNull("driver"), OnFailure.WARN),
                        new Expectation("miles", new Range("miles", "0", "1.5e3"), OnFailure.QUARANTINE),
                        new Expectation("drivers", new OneOf("driver", List.of("a", "1")), OnFailure.WARN),
                        new Expectation("names", new Matches("driver", "[a-z]+"), OnFailure.FAIL),
                        new Expectation("once", new Unique(List.of("driver", "at")), OnFailure.WARN),
                        new Expectation("fresh", new Freshness(Duration.ofDays(2)), OnFailure.FAIL),
                        new Expectation("rows", new RowCount(1L, null), OnFailure.WARN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check: not_nul, column: driver | 10:22: expectations[0].check: 'not_nul' (expected: one of not_null, range, set, regex, unique, freshness, row_count)
            check: not_null, column: drivr | 10:40: expectations[0].column: 'drivr' (expected: a column of the source) [did you mean 'driver'?]
            check: not_null | 10:5: expectations[0].column: none (expected: a value, as check is not_null)
            check: not_null, column: at, min: 1 | 10:49: expectations[0].min: given (expected: none, as check is not_null)
            check: range, column: driver, min: 1 | 10:37: expectations[0].column: 'driver' of type STRING (expected: a column of numbers or of type TIMESTAMP)
            check: range, column: miles | 10:5: expectations[0]: no bound (expected: min, max or both)
            check: range, column: miles, min: x | 10:49: expectations[0].min: 'x' (expected: a finite number)
            check: range, column: miles, max: 1e400 | 10:49: expectations[0].max: '1e400' (expected: a finite number)
            check: range, column: at, max: 1 | 10:46: expectations[0].max: '1' (expected: a moment such as 2001-01-08T00:00:00Z)
            check: range, column: miles, min: 2, max: 1 | 10:49: expectations[0].min: '2' (expected: at most max, which is '1')
            check: set, column: miles, values: [1] | 10:35: expectations[0].column: 'miles' of type FLOAT64 (expected: a column of type STRING, INT32 or INT64)
            check: regex, column: driver, pattern: '(' | 10:54: expectations[0].pattern: '(' (expected: an RE2 pattern)
            check: regex, column: driver, pattern: '(a)\\1' | 10:54: expectations[0].pattern: '(a)\\1' (expected: an RE2 pattern)
            check: unique, columns: [driver, rider] | 10:48: expectations[0].columns[1]: 'rider' (expected: a column of the source)
            check: unique, columns: [driver], onFailure: quarantine | 10:60: expectations[0].onFailure: 'quarantine' (expected: warn or fail, as it is no single row that is not as expected)
            check: row_count, min: many | 10:38: expectations[0].min: 'many' (expected: a number of rows)
            check: row_count, min: 2, max: 1 | 10:5: expectations[0]: 2 to 1 rows (expected: 0 <= min <= max)
            check: freshness, within: soon | 10:41: expectations[0].within: 'soon' (expected: a number with unit ms, s, m, h or d, such as 5s or 7d)
            """)
    void locatesWhatIsWrongWithOne(String check, String message) {
        repository.write("b.yaml", source("- {name: e, " + check + "}"));

        assertThat(repository.messages()).contains("b.yaml:" + message);
    }

    @Test
    void refusesANameTwice() {
        repository.write("b.yaml", source("""
                - {name: e, check: not_null, column: driver}
                  - {name: e, check: not_null, column: miles}"""));

        assertThat(repository.messages())
                .containsExactly("b.yaml:11:12: expectations[1].name: 'e' (expected: each name once)");
    }

    @Test
    void refusesOfAStreamWhatIsOfTables() {
        repository.write("b.yaml", STREAM + """
                expectations:
                  - {name: a, check: freshness, within: 1h}
                  - {name: b, check: not_null, column: driver, onFailure: fail}
                """);

        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:8:22: expectations[0].check: 'freshness' of a stream (expected: not_null, range, set or"
                                + " regex; the others are of whole batch sources)",
                        "b.yaml:9:59: expectations[1].onFailure: 'fail' (expected: warn or quarantine, as no event stops"
                                + " a stream)");
    }

    @Test
    void expectsOfAViewWhatItsFeaturesCanBe() {
        repository.write(
                "b.yaml",
                RepositoryFolder.view("v", "driver", "trips", "{name: far, type: BOOL, expression: miles > 9.0}")
                        + """
                        expectations:
                          - {name: a, check: not_null, column: far, onFailure: fail}
                          - {name: b, check: range, column: far, min: 1}
                          - {name: c, check: not_null, column: miles}
                          - {name: d, check: row_count, min: 1}
                        """);

        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:9:37: expectations[1].column: 'far' of type BOOL (expected: a column of numbers or of type"
                                + " TIMESTAMP)",
                        "b.yaml:10:40: expectations[2].column: 'miles' (expected: a feature of the view)",
                        "b.yaml:11:22: expectations[3].check: 'row_count' of a view (expected: not_null, range, set or"
                                + " regex; the others are of whole batch sources)");
    }

    @Test
    void refusesThoseOfWindows() {
        repository.write("b.yaml", STREAM + """
                ---
                kind: FeatureView
                name: v
                entities: [driver]
                source: hails
                aggregations: [{name: n, function: count, windows: [1h]}]
                expectations: [{name: a, check: not_null, column: n_1h}]
                """);

        assertThat(repository.messages())
                .containsExactly("b.yaml:13:16: expectations[0]: given (expected: none, as windows have no rows; source"
                        + " 'hails' may have it)");
    }

    @Test
    void aHistoryIsAsItsStreamExpects() {
        repository.write(
                "b.yaml",
                source("- {name: a, check: not_null, column: driver, onFailure: quarantine}") + "---\n" + STREAM
                        + "history: {source: fares, until: 2024-01-01T00:00:00Z}\n");

        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:18:19: history.source: 'fares' (expected: a batch source that quarantines nothing;"
                                + " expectations of the stream hold for its history, too)");
    }

    @Test
    void saysWhenTogetherTheyAreTooLong() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            all.append(all.isEmpty() ? "" : "  ")
                    .append("- {name: e" + i + ", check: set, column: driver, onFailure: quarantine, values: ["
                            + "abcdefgh, ".repeat(180) + "x]}\n");
        }
        repository.write(
                "b.yaml",
                source(all.toString().strip()) + "---\n"
                        + RepositoryFolder.view("v", "driver", "fares", "{name: miles, type: FLOAT64}"));

        assertThat(repository.messages())
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("source: ")
                        .contains("(expected: at most 4096, as they are one CEL expression)"));
    }

    private static String source(String expectations) {
        return """
                kind: BatchSource
                name: fares
                csv: fares.csv
                eventTimestamp: at
                schema:
                  - {name: driver, type: STRING}
                  - {name: at, type: TIMESTAMP}
                  - {name: miles, type: FLOAT64}
                expectations:
                """ + "  " + expectations + "\n";
    }
}
