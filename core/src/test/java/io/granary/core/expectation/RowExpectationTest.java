package io.granary.core.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck;
import io.granary.core.definition.ExpectationCheck.Matches;
import io.granary.core.definition.ExpectationCheck.NotNull;
import io.granary.core.definition.ExpectationCheck.OneOf;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.ExpectationCheck.RowCount;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowExpectationTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("delay", ScalarType.INT64),
            new Column("miles", ScalarType.FLOAT64),
            new Column("tail", ScalarType.STRING),
            new Column("arrived_at", ScalarType.TIMESTAMP));

    @Test
    void expectsAValue() {
        assertThat(holds(new NotNull("delay"), "delay", 0L)).isTrue();
        assertThat(holds(new NotNull("delay"), "delay", null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-11, false", "-10, true", "90, true", "91, false"})
    void boundsOfARangeBelongToIt(long delay, boolean holds) {
        assertThat(holds(new Range("delay", "-10", "90"), "delay", delay)).isEqualTo(holds);
    }

    @Test
    void aRangeMayBeOpen() {
        assertThat(holds(new Range("delay", null, "1.5"), "delay", 1L)).isTrue();
        assertThat(holds(new Range("delay", null, "1.5"), "delay", 2L)).isFalse();
        assertThat(holds(new Range("delay", String.valueOf(Long.MIN_VALUE), null), "delay", Long.MIN_VALUE))
                .isTrue();
    }

    @Test
    void noRangeHasNotANumber() {
        assertThat(holds(new Range("miles", "0", null), "miles", Double.NaN)).isFalse();
        assertThat(holds(new Range("miles", null, "1e3"), "miles", Double.NaN)).isFalse();
        assertThat(holds(new Range("miles", "0", null), "miles", Double.POSITIVE_INFINITY))
                .isTrue();
    }

    @Test
    void aRangeMayBeOfMoments() {
        Range range = new Range("arrived_at", "2001-01-01T00:00:00Z", "2001-12-31T23:59:59.999999Z");

        assertThat(holds(range, "arrived_at", Instant.parse("2001-12-31T23:59:59.999999Z")))
                .isTrue();
        assertThat(holds(range, "arrived_at", Instant.parse("2002-01-01T00:00:00Z")))
                .isFalse();
    }

    @Test
    void aSetHasItsValuesAsText() {
        assertThat(holds(new OneOf("tail", List.of("a\"b", "c\\d\n")), "tail", "c\\d\n"))
                .isTrue();
        assertThat(holds(new OneOf("tail", List.of("a", "b")), "tail", "c")).isFalse();
        assertThat(holds(new OneOf("delay", List.of("1", "2")), "delay", 2L)).isTrue();
    }

    @Test
    void aPatternMatchesTheWholeText() {
        Matches tail = new Matches("tail", "N\\d+|unknown");

        assertThat(holds(tail, "tail", "N12")).isTrue();
        assertThat(holds(tail, "tail", "unknown")).isTrue();
        assertThat(holds(tail, "tail", "xN12")).isFalse();
        assertThat(holds(tail, "tail", "N12\n")).isFalse();
    }

    @Test
    void nullPassesAllButNotNull() {
        for (ExpectationCheck check :
                List.of(new Range("delay", "1", "2"), new OneOf("tail", List.of("a")), new Matches("tail", "a"))) {
            assertThat(holds(check, "delay", null)).as(check.toString()).isTrue();
        }
    }

    @Test
    void saysWhatIsWrongWithARow() {
        assertThat(expectation(new OneOf("tail", List.of("a", "b"))).failure(row("tail", "c")::get))
                .isEqualTo("known: tail is \"c\" (expected: one of a, b)");
        assertThat(expectation(new Range("delay", "1", null)).failure(row("delay", 0L)::get))
                .isEqualTo("known: delay is 0 (expected: at least 1)");
    }

    @Test
    void looksAtAFeatureBeforeItIsStored() {
        Feature hours = new Feature("hours", ScalarType.FLOAT64, "double(delay) / 60.0", null);
        FeatureView view = view(List.of(hours), List.of(warn(new Range("hours", "0", "24"))));
        RowExpectation expectation = RowExpectation.of(view, COLUMNS).get(0);

        assertThat(expectation.holds(row("delay", 60L)::get)).isTrue();
        assertThat(expectation.holds(row("delay", 60L * 25)::get)).isFalse();
        assertThat(expectation.failure(row("delay", -60L)::get)).isEqualTo("known: hours is -1.0 (expected: 0 to 24)");
        assertThat(expectation.columns()).containsExactly(COLUMNS.get(0));
    }

    @Test
    void expectationsOfTablesAreNotOfRows() {
        assertThat(RowExpectation.of(source(warn(new RowCount(1L, null))), COLUMNS))
                .isEmpty();
    }

    @Test
    void namesWhatDoesNotCompile() {
        BatchSource source = source(warn(new Range("tail", "1", null)));

        assertThatThrownBy(() -> RowExpectation.of(source, COLUMNS)).hasMessageStartingWith("expectation 'known': ");
    }

    private static boolean holds(ExpectationCheck check, String column, @Nullable Object value) {
        return expectation(check).holds(row(column, value)::get);
    }

    private static RowExpectation expectation(ExpectationCheck check) {
        return RowExpectation.of(source(warn(check)), COLUMNS).get(0);
    }

    private static Map<String, @Nullable Object> row(String column, @Nullable Object value) {
        return Collections.singletonMap(column, value);
    }

    private static Expectation warn(ExpectationCheck check) {
        return new Expectation("known", check, OnFailure.WARN);
    }

    private static BatchSource source(Expectation expectation) {
        return new BatchSource(
                "flights",
                BatchSource.Format.PARQUET,
                "flights.parquet",
                "arrived_at",
                null,
                COLUMNS,
                List.of(expectation),
                Metadata.NONE);
    }

    private static FeatureView view(List<Feature> features, List<Expectation> expectations) {
        return new FeatureView(
                "delays",
                List.of("tail"),
                "flights",
                Map.of(),
                null,
                features,
                List.of(),
                null,
                null,
                true,
                true,
                expectations,
                Metadata.NONE);
    }
}
