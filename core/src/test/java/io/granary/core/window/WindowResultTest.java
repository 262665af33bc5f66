package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowResultTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @ValueSource(strings = {"sum", "avg", "var", "std", "min", "max", "first", "last", "percentile(0.5)"})
    void isNullOfAnEmptyWindow(String function) {
        assertThat(WindowValues.finish(function, ScalarType.FLOAT64)).isNull();
        assertThat(WindowValues.finish(function, ScalarType.FLOAT64, null, Double.NaN))
                .isNull();
        assertThat(WindowValues.result(function, ScalarType.INT64).isEmpty()).isTrue();
        assertThat(WindowValues.result(function, ScalarType.INT64, 0L).isEmpty())
                .isFalse();
    }

    @Test
    void countsNothingOfAnEmptyWindow() {
        assertThat(WindowValues.finish("count", ScalarType.STRING)).isEqualTo(0L);
        assertThat(WindowValues.finish("count_distinct", ScalarType.STRING)).isEqualTo(0L);
        assertThat(WindowValues.finish("approx_count_distinct", ScalarType.STRING))
                .isEqualTo(0L);
        assertThat(WindowValues.finish("first_k(2)", ScalarType.STRING)).isEqualTo(List.of());
        assertThat(WindowValues.finish("last_k(2)", ScalarType.STRING)).isEqualTo(List.of());
    }

    @Test
    void sumsDoublesAsIfRoundedOnce() {
        assertThat(WindowValues.finish("sum", ScalarType.FLOAT64, 1e16, 1.0, -1e16))
                .isEqualTo(1.0);
        assertThat(WindowValues.finish("avg", ScalarType.FLOAT64, 1e16, 1.0, -1e16))
                .isEqualTo(1.0 / 3);
        Object[] tenths = WindowValues.objects(new double[] {.1, .1, .1, .1, .1, .1, .1, .1, .1, .1});
        assertThat(WindowValues.finish("sum", ScalarType.FLOAT64, tenths)).isEqualTo(1.0);
        assertThat(WindowValues.finish("avg", ScalarType.FLOAT64, tenths)).isEqualTo(0.1);
        assertThat(WindowValues.finish("var", ScalarType.FLOAT64, tenths)).isEqualTo(0.0);
        assertThat(WindowValues.finish("sum", ScalarType.FLOAT64, Double.MAX_VALUE, Double.MAX_VALUE))
                .isEqualTo(INFINITY);
        assertThat(WindowValues.finish("avg", ScalarType.FLOAT64, Double.MAX_VALUE, Double.MAX_VALUE))
                .isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void sumsIntegersWithoutWrapping() {
        assertThat(WindowValues.finish("sum", ScalarType.INT64, Long.MAX_VALUE, 1L, -1L))
                .isEqualTo(Long.MAX_VALUE);
        WindowResult result = WindowValues.result("sum", ScalarType.INT64, Long.MAX_VALUE, 1L);
        assertThat(result.isOutOfRange()).isTrue();
        assertThat(WindowValues.finish("sum", ScalarType.INT64, Long.MAX_VALUE, 1L))
                .isNull();
        assertThat(WindowValues.finish("avg", ScalarType.INT64, Long.MAX_VALUE, 1L))
                .isEqualTo(0x1p62);
        assertThat(WindowValues.finish("sum", ScalarType.INT32, Integer.MAX_VALUE, 1))
                .isEqualTo(1L << 31);
    }

    @Test
    void givesInfinityUnlessBothAreThere() {
        assertThat(WindowValues.finish("sum", ScalarType.FLOAT64, 1.0, INFINITY))
                .isEqualTo(INFINITY);
        assertThat(WindowValues.finish("avg", ScalarType.FLOAT64, 1.0, -INFINITY))
                .isEqualTo(-INFINITY);
        assertThat(WindowValues.finish("min", ScalarType.FLOAT64, 1.0, -INFINITY))
                .isEqualTo(-INFINITY);
        assertThat(WindowValues.finish("sum", ScalarType.FLOAT64, INFINITY, -INFINITY))
                .isNull();
        assertThat(WindowValues.finish("var", ScalarType.FLOAT64, 1.0, INFINITY))
                .isNull();
        assertThat(WindowValues.result("avg", ScalarType.FLOAT64, INFINITY, -INFINITY)
                        .isOutOfRange())
                .isTrue();
    }

    @Test
    void variesOnlyFromTwoValuesOn() {
        assertThat(WindowValues.finish("var", ScalarType.FLOAT64, 8.0)).isNull();
        assertThat(WindowValues.result("std", ScalarType.FLOAT64, 8.0).isOutOfRange())
                .isFalse();
        assertThat(WindowValues.finish(
                        "var", ScalarType.INT64, 1_000_000_004, 1_000_000_007, 1_000_000_013, 1_000_000_016))
                .isEqualTo(30.0);
        assertThat(WindowValues.finish("std", ScalarType.INT64, 1, 3, 5)).isEqualTo(2.0);
    }

    @Test
    void findsExtremesAndKeepsTheirType() {
        assertThat(WindowValues.finish("min", ScalarType.INT32, 3, -5, 4)).isEqualTo(-5);
        assertThat(WindowValues.finish("max", ScalarType.FLOAT32, -0.0f, -2.5f)).isEqualTo(0.0f);
        assertThat(WindowValues.finish("max", ScalarType.FLOAT64, -1e300, -Double.MIN_VALUE))
                .isEqualTo(-Double.MIN_VALUE);
        Instant early = Instant.parse("2024-01-01T00:00:00Z");
        assertThat(WindowValues.finish("min", ScalarType.TIMESTAMP, early.plusSeconds(1), early))
                .isEqualTo(early);
    }

    @Test
    void ranksByTime() {
        assertThat(WindowValues.finish("first", ScalarType.STRING, null, "a", "b"))
                .isEqualTo("a");
        assertThat(WindowValues.finish("last", ScalarType.BOOL, true, false)).isEqualTo(false);
        assertThat(WindowValues.finish("last_k(2)", ScalarType.FLOAT64, 1.0, 2.0, 3.0))
                .isEqualTo(List.of(3.0, 2.0));
        assertThat(WindowValues.finish("first_k(2)", ScalarType.FLOAT32, 1.0, 2.0, 3.0))
                .isEqualTo(List.of(1f, 2f));
        assertThat(WindowValues.finish("last", ScalarType.BYTES, ByteBuffer.wrap(new byte[] {7})))
                .isEqualTo(ByteBuffer.wrap(new byte[] {7}));
    }

    @Test
    void countsDistinctValuesUpToTheCap() {
        assertThat(WindowValues.finish("count_distinct(2)", ScalarType.STRING, "a", "b", "a"))
                .isEqualTo(2L);
        assertThat(WindowValues.finish("count_distinct(2)", ScalarType.STRING, "a", "b", "c", "a"))
                .isNull();
        assertThat(WindowValues.result("count_distinct(2)", ScalarType.STRING, "a", "b", "c")
                        .isOutOfRange())
                .isTrue();
        assertThat(WindowValues.finish("count_distinct", ScalarType.FLOAT64, -0.0, 0.0))
                .isEqualTo(1L);
    }

    @Test
    void answersFromAStateThatKeepsMore() {
        WindowResult longer = WindowValues.result("last_k(5)", ScalarType.INT64, 1, 2, 3);
        assertThat(longer.isEmpty()).isFalse();
        AccumulatorSpec five = WindowFunction.parse("last_k(5)").accumulators(0).get(0);
        assertThat(five.answers(WindowFunction.parse("last").accumulators(0).get(0)))
                .isTrue();
        assertThat(WindowFunction.parse("last").accumulators(0).get(0).answers(five))
                .isFalse();
        Accumulator state = five.newAccumulator(ScalarType.BOOL);
        EventValues event = EventValues.of(List.of(ScalarType.BOOL));
        for (int i = 0; i < 4; i++) {
            event.start(i);
            event.truth(0, i == 3);
            state.add(event, 0);
        }
        ObjectSink sink = ObjectSink.of(ScalarType.BOOL);
        WindowResult.of(WindowFunction.parse("last_k(2)"), ScalarType.BOOL, List.of(state))
                .write(sink);
        assertThat(sink.value()).isEqualTo(List.of(true, false));
        WindowResult.of(WindowFunction.parse("last"), ScalarType.BOOL, List.of(state))
                .write(sink);
        assertThat(sink.value()).isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource(ScalarType.class)
    void writesEveryTypesOwnClass(ScalarType type) {
        Object value = switch (type) {
            case BOOL -> true;
            case INT32 -> 7;
            case INT64 -> 7L;
            case FLOAT32 -> 7f;
            case FLOAT64 -> 7.0;
            case STRING -> "sju";
            case BYTES -> ByteBuffer.wrap(new byte[] {7, 0});
            case TIMESTAMP -> Instant.ofEpochSecond(7);
        };
        assertThat(WindowValues.finish("first", type, value)).isEqualTo(value);
        assertThat(WindowValues.finish("last_k(3)", type, value, value)).isEqualTo(List.of(value, value));
    }

    @ParameterizedTest
    @CsvSource({"0.0, -3", "0.5, 7", "1.0, 200", "0.25, 0"})
    void findsPercentilesOfSmallIntegersExactly(double fraction, double expected) {
        assertThat(WindowValues.finish("percentile(" + fraction + ")", ScalarType.INT32, 7, 200, -3, 0, 90))
                .isEqualTo(expected);
    }
}
