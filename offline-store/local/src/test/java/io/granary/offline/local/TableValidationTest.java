package io.granary.offline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck;
import io.granary.core.definition.ExpectationCheck.Freshness;
import io.granary.core.definition.ExpectationCheck.Matches;
import io.granary.core.definition.ExpectationCheck.NotNull;
import io.granary.core.definition.ExpectationCheck.OneOf;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.ExpectationCheck.RowCount;
import io.granary.core.definition.ExpectationCheck.Unique;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.expectation.Quarantine;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.validation.ExpectationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableValidationTest {

    private static final Instant NOW = Instant.parse("2024-01-10T00:00:00Z");
    private static final List<Column> COLUMNS = List.of(
            new Column("shop", ScalarType.STRING),
            new Column("at", ScalarType.TIMESTAMP),
            new Column("sold", ScalarType.INT64),
            new Column("share", ScalarType.FLOAT64));

    @TempDir
    Path folder;

    @BeforeEach
    void writeSales() throws IOException {
        Files.writeString(folder.resolve("sales.csv"), """
                shop,at,sold,share
                a,2024-01-01T00:00:00Z,5,0.5
                a,2024-01-02T00:00:00Z,,-0.5
                b,2024-01-02T00:00:00Z,-3,0.25
                b,2024-01-08T00:00:00Z,11,1.5
                b,2024-01-08T00:00:00Z,11,
                """);
    }

    @Test
    void countsRowsThatAreNotAsExpected() {
        assertThat(failed(new NotNull("sold"))).isEqualTo(1);
        assertThat(failed(new NotNull("shop"))).isZero();
        assertThat(failed(new Range("sold", "0", "10"))).isEqualTo(3);
        assertThat(failed(new Range("sold", "-3", "11"))).isZero();
        assertThat(failed(new Range("share", "0", null))).isEqualTo(1);
        assertThat(failed(new Range("at", null, "2024-01-07T00:00:00Z"))).isEqualTo(2);
        assertThat(failed(new OneOf("shop", List.of("a", "c")))).isEqualTo(3);
        assertThat(failed(new OneOf("sold", List.of("5", "11")))).isEqualTo(1);
        assertThat(failed(new Matches("shop", "[ab]"))).isZero();
        assertThat(failed(new Matches("shop", "a?"))).isEqualTo(3);
    }

    @Test
    void looksAtATableAsAWhole() {
        assertThat(failed(new RowCount(5L, 5L))).isZero();
        assertThat(failed(new RowCount(6L, null))).isEqualTo(1);
        assertThat(failed(new RowCount(null, 4L))).isEqualTo(1);
        assertThat(failed(new Freshness(Duration.ofDays(2)))).isZero();
        assertThat(failed(new Freshness(Duration.ofHours(47)))).isEqualTo(1);
        assertThat(failed(new Unique(List.of("shop", "at")))).isEqualTo(1);
        assertThat(failed(new Unique(List.of("shop", "share")))).isZero();
    }

    @Test
    void showsAnExampleOfWhatIsWrong() {
        assertThat(run(table(new Range("sold", null, "10"))).get(0).example())
                .isEqualTo("e: sold is 11 (expected: at most 10)");
        assertThat(run(table(new Unique(List.of("shop", "at")))).get(0).example())
                .isEqualTo(
                        "e: b, 2024-01-08 00:00:00+00 is there 2 times (expected: no two rows with the same shop, at)");
        assertThat(run(table(new Freshness(Duration.ofHours(1)))).get(0).text())
                .isEqualTo("source 'sales', e: the newest row is of 2024-01-08T00:00:00Z (expected: at or after"
                        + " 2024-01-09T23:00:00Z) of 5 rows");
        assertThat(run(table(new RowCount(6L, null))).get(0).text())
                .isEqualTo("source 'sales', e: 5 rows (expected: at least 6 rows) of 5 rows");
    }

    @Test
    void looksAtTheRowsThatAViewSelects() {
        FeatureView view = view(
                "sales",
                "shop == 'b'",
                new Expectation("whole", new Range("half", "0", "5.5"), OnFailure.QUARANTINE),
                new Expectation("there", new NotNull("half"), OnFailure.WARN));
        List<Definition> definitions = List.of(table(), view);

        assertThat(run(definitions))
                .containsExactly(
                        result(
                                "whole",
                                ExpectationCheck.Kind.RANGE,
                                OnFailure.QUARANTINE,
                                1,
                                "whole: half is -1.5 (expected: 0 to 5.5)"),
                        result("there", ExpectationCheck.Kind.NOT_NULL, OnFailure.WARN, 0, null));
    }

    @Test
    void looksAtTheRowsThatASourceDoesNotSetAside() {
        BatchSource source = table(new Expectation("sold", new Range("sold", "0", null), OnFailure.QUARANTINE));
        FeatureView view = view(
                "sales", "shop == 'b'", new Expectation("whole", new Range("half", "0", "5.5"), OnFailure.QUARANTINE));

        assertThat(run(List.of(source, view)))
                .extracting(ExpectationResult::expectation, ExpectationResult::rows, ExpectationResult::failed)
                .containsExactly(tuple("sold", 5L, 1L), tuple("whole", 2L, 0L));
    }

    @Test
    void expectsOfAHistoryWhatItsStreamDoes() {
        StreamSource stream = new StreamSource(
                "live",
                "live",
                StreamSource.Format.JSON,
                COLUMNS,
                null,
                "at",
                null,
                null,
                Duration.ZERO,
                Duration.ZERO,
                new StreamSource.History("sales", Instant.parse("2024-01-03T00:00:00Z"), Duration.ZERO),
                List.of(new Expectation("some", new Range("sold", "0", null), OnFailure.QUARANTINE)),
                Metadata.NONE);
        BatchSource source = table(new Expectation("e", new RowCount(9L, null), OnFailure.FAIL));

        assertThat(run(List.of(source, stream, view("live", null))))
                .extracting(
                        ExpectationResult::of,
                        ExpectationResult::table,
                        ExpectationResult::rows,
                        ExpectationResult::failed,
                        ExpectationResult::stops)
                .containsExactly(tuple("sales", "sales", 5L, 1L, true), tuple("live", "sales", 3L, 1L, false));
    }

    @Test
    void opensNothingWhereNothingIsExpected() throws IOException {
        Files.delete(folder.resolve("sales.csv"));

        assertThat(run(List.of(table(), view("sales", null)))).isEmpty();
    }

    @Test
    void namesATableThatLacksTheColumn() throws IOException {
        Files.writeString(folder.resolve("sales.csv"), "shop,at\na,2024-01-01T00:00:00Z\n");

        assertThatThrownBy(() -> run(table(new NotNull("sold"))))
                .hasMessage("Cannot read source 'sales': it has no column 'sold' (it has shop, at)");
    }

    private ExpectationResult result(
            String name, ExpectationCheck.Kind check, OnFailure onFailure, long failed, @Nullable String example) {
        return new ExpectationResult("feature view", "last", name, check, onFailure, "sales", 3, failed, example);
    }

    private long failed(ExpectationCheck check) {
        return run(table(check)).get(0).failed();
    }

    private List<ExpectationResult> run(BatchSource source) {
        return run(List.of(source, view("sales", null)));
    }

    private List<ExpectationResult> run(List<Definition> definitions) {
        List<Definition> all = new ArrayList<>(definitions);
        all.add(new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE));
        Revision revision =
                Quarantine.applied(Revision.none("shops").next(new Definitions(all), "test", "test", Instant.EPOCH));
        LocalEngineConfig config = LocalEngineConfig.of(folder.resolve("scratch"));
        return new TableValidation(config, revision, folder, Map.of(), Map.of(), NOW)
                .run(List.of(revision.definitions().featureView("last")));
    }

    private static BatchSource table(ExpectationCheck check) {
        return table(new Expectation("e", check, OnFailure.WARN));
    }

    private static BatchSource table(Expectation... expectations) {
        return new BatchSource(
                "sales",
                BatchSource.Format.CSV,
                "sales.csv",
                "at",
                null,
                COLUMNS,
                List.of(expectations),
                Metadata.NONE);
    }

    private static FeatureView view(String source, @Nullable String where, Expectation... expectations) {
        return new FeatureView(
                "last",
                List.of("shop"),
                source,
                Map.of(),
                where,
                List.of(new Feature("half", ScalarType.FLOAT64, "double(sold) / 2.0", null)),
                List.of(),
                null,
                null,
                true,
                true,
                List.of(expectations),
                Metadata.NONE);
    }
}
