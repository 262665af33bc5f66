package io.granary.core.expression;

import static io.granary.core.expression.Rows.evaluate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionTableTest {

    @ParameterizedTest
    @CsvSource({"2001-01-08T23:59:59.999999Z, 23, 1", "2001-01-07T00:00:00Z, 0, 7", "1969-12-31T12:30:00Z, 12, 3"})
    void hourAndWeekdayAreUtcAndMondayIsOne(Instant at, long hour, long weekday) {
        assertThat(evaluate("hour(arrived_at)", "INT64", "arrived_at", at)).isEqualTo(hour);
        assertThat(evaluate("weekday(arrived_at)", "INT64", "arrived_at", at)).isEqualTo(weekday);
    }

    @Test
    void secondsBetweenIsPositiveWhenTheSecondIsLater() {
        Instant start = Instant.parse("2001-01-08T00:00:00Z");

        assertThat(secondsBetween(start, start.plusNanos(1_500_000))).isEqualTo(0.0015);
        assertThat(secondsBetween(start.plusSeconds(90), start)).isEqualTo(-90.0);
        assertThat(secondsBetween(Instant.parse("0001-01-01T00:00:00Z"), start)).isEqualTo(63_114_508_800.0);
    }

    @Test
    void haversineMilesIsTheGreatCircle() {
        String text = "haversine_miles(40.6398, -73.7789, 33.9425, -118.4081)";

        assertThat((Double) evaluate(text, "FLOAT64")).isCloseTo(2469.5, within(1.0));
        assertThat(evaluate("haversine_miles(1.0, 2.0, 1.0, 2.0)", "FLOAT64")).isEqualTo(0.0);
        assertThat((Double) evaluate("haversine_miles(0.0, 0.0, 0.0, 180.0)", "FLOAT64"))
                .isCloseTo(StrictMath.PI * 3958.7613, within(1e-9));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "abs(-2.5); 2.5",
                "ceil(2.1); 3.0",
                "floor(-2.1); -3.0",
                "log(1.0); 0.0",
                "log(-1.0); NaN",
                "pow(2.0, 10.0); 1024.0",
                "round(2.5); 3.0",
                "round(-2.5); -3.0",
                "round(0.49999999999999994); 0.0",
                "round(4503599627370497.0); 4503599627370497.0",
                "sqrt(2.0); 1.4142135623730951",
            })
    void mathIsOfDoubles(String text, double expected) {
        assertThat(evaluate(text, "FLOAT64")).isEqualTo(expected);
    }

    private static @Nullable Object secondsBetween(Instant from, Instant to) {
        return evaluate("seconds_between(arrived_at, departed_at)", "FLOAT64", "arrived_at", from, "departed_at", to);
    }
}
