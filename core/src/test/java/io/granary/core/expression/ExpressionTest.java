package io.granary.core.expression;

import static io.granary.core.expression.Rows.COLUMNS;
import static io.granary.core.expression.Rows.compile;
import static io.granary.core.expression.Rows.evaluate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionTest {

    private static final Instant NOON = Instant.parse("2001-01-08T12:34:56.123456Z");

    @Test
    void columnOfTheResultTypeIsReadAsItIs() {
        ByteBuffer cargo = ByteBuffer.wrap(new byte[] {1}).asReadOnlyBuffer();

        assertThat(evaluate(" cargo ", "BYTES", "cargo", cargo)).isSameAs(cargo);
        assertThat(compile("cargo", "BYTES").references()).containsExactly("cargo");
    }

    @Test
    void intsAreOfEitherWidth() {
        assertThat(evaluate("delay + small", "INT64", "delay", 40L, "small", 2)).isEqualTo(42L);
        assertThat(evaluate("delay + small", "INT32", "delay", 40L, "small", 2)).isEqualTo(42);
        assertThat(evaluate("small", "INT64", "small", 2)).isEqualTo(2L);
        assertThat(evaluate("delay", "INT32", "delay", 2L)).isEqualTo(2);
    }

    @Test
    void tellsTheScalarTypeOfAResult() {
        assertThat(Expression.scalarType(" small ", COLUMNS)).isEqualTo(ScalarType.INT32);
        assertThat(Expression.scalarType("small + 1", COLUMNS)).isEqualTo(ScalarType.INT64);
        assertThat(Expression.scalarType("ratio", COLUMNS)).isEqualTo(ScalarType.FLOAT32);
        assertThat(Expression.scalarType("delay > 15 ? 1.0 : 0.0", COLUMNS)).isEqualTo(ScalarType.FLOAT64);
        assertThat(Expression.scalarType("default(delay, 0) > 15", COLUMNS)).isEqualTo(ScalarType.BOOL);
        assertThatThrownBy(() -> Expression.scalarType("[delay]", COLUMNS))
                .hasMessage("expression at line 1, column 1: [delay] (expected: a result of a scalar type,"
                        + " not list(int))");
    }

    @Test
    void doublesAreOfEitherWidthAndRoundedOnce() {
        assertThat(evaluate("miles / 3.0", "FLOAT64", "miles", 1.0)).isEqualTo(1.0 / 3.0);
        assertThat(evaluate("miles / 3.0", "FLOAT32", "miles", 1.0)).isEqualTo((float) (1.0 / 3.0));
        assertThat(evaluate("ratio", "FLOAT64", "ratio", 0.5f)).isEqualTo(0.5);
    }

    @Test
    void comparisonsMixIntAndDouble() {
        assertThat(evaluate("delay > 15.0", "BOOL", "delay", 16L)).isEqualTo(true);
        assertThat(evaluate("miles <= 15", "BOOL", "miles", 15.5)).isEqualTo(false);
    }

    @Test
    void zeroHasNoSign() {
        assertThat(evaluate("miles * -1.0", "FLOAT64", "miles", 0.0)).isEqualTo(0.0);
        assertThat(evaluate("miles * -1.0", "FLOAT32", "miles", 0.0)).isEqualTo(0f);
    }

    @Test
    void divisionOfDoublesFollowsTheirStandard() {
        assertThat(evaluate("miles / 0.0", "FLOAT64", "miles", 1.0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void textTimestampsAndBytesGoBothWays() {
        assertThat(evaluate("tail + '!'", "STRING", "tail", "N😀")).isEqualTo("N😀!");
        assertThat(evaluate("arrived_at + duration('1h')", "TIMESTAMP", "arrived_at", NOON))
                .isEqualTo(NOON.plusSeconds(3600));
        assertThat(evaluate("late ? cargo : b'x'", "BYTES", "late", true, "cargo", ByteBuffer.wrap(new byte[] {7, 8})))
                .isEqualTo(ByteBuffer.wrap(new byte[] {7, 8}));
    }

    @Test
    void bytesAreReadOnlyAndTheColumnIsNotConsumed() {
        ByteBuffer cargo = ByteBuffer.wrap(new byte[] {7, 8});

        ByteBuffer result = (ByteBuffer) evaluate("cargo + cargo", "BYTES", "cargo", cargo);

        assertThat(result).isEqualTo(ByteBuffer.wrap(new byte[] {7, 8, 7, 8})).matches(ByteBuffer::isReadOnly);
        assertThat(cargo.remaining()).isEqualTo(2);
    }

    @Test
    void listsMapsAndVectorsGoBothWays() {
        assertThat(evaluate("stops.map(s, s + 1)", "LIST<INT64>", "stops", List.of(1, 2)))
                .isEqualTo(List.of(2L, 3L));
        assertThat(evaluate("stops.filter(s, s > 1)", "LIST<INT32>", "stops", List.of(1, 2)))
                .isEqualTo(List.of(2));
        assertThat(evaluate("late ? fares : {'a': 0.5}", "MAP<STRING, FLOAT32>", "late", false, "fares", Map.of()))
                .isEqualTo(Map.of("a", 0.5f));
        assertThat(evaluate("embedding.map(e, e * 2.0)", "VECTOR<FLOAT32, 2>", "embedding", List.of(1f, 2f)))
                .isEqualTo(List.of(2f, 4f));
        assertThat(evaluate("fares['x'] + 1.0", "FLOAT64", "fares", Map.of("x", 2.5)))
                .isEqualTo(3.5);
    }

    @Test
    void referencesAreTheColumnsMentionedAnywhere() {
        assertThat(compile("isNull(tail) ? default(delay, 1) : stops.size()", "INT64")
                        .references())
                .containsExactlyInAnyOrder("tail", "delay", "stops");
        assertThat(compile("1 + 1", "INT64").references()).isEmpty();
    }

    @Test
    void readsNoColumnThatItDoesNotMention() {
        Expression expression = compile("late || diverted", "BOOL");

        assertThat(expression.evaluate(name -> {
                    assertThat(name).isIn("late", "diverted");
                    return false;
                }))
                .isEqualTo(false);
    }

    @Test
    void remembersItsTextAndType() {
        Expression expression = Expression.compile("delay > 15", COLUMNS, DataType.parse("BOOL"));

        assertThat(expression.text()).isEqualTo("delay > 15");
        assertThat(expression.resultType()).isEqualTo(DataType.parse("BOOL"));
    }
}
