package io.granary.benchmarks.oracle;

import io.granary.benchmarks.flights.FlightEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of a column that are counted, and their sums, which several features ask for. Not safe for threads. */
final class OracleValues {

    private final List<Object> all;
    private final ExactDoubles exact;
    private @Nullable BigDecimal sum;
    private @Nullable BigDecimal sumOfSquares;

    /**
     * @param events in the order of time, then of id
     * @param column null: the events themselves
     * @param exact has the doubles of these events
     */
    OracleValues(List<FlightEvent> events, @Nullable String column, ExactDoubles exact) {
        this.all = events.stream()
                .map(event -> valueOf(event, column))
                .filter(Objects::nonNull)
                .toList();
        this.exact = exact;
    }

    /** What is not a number is no value, and there is one zero. */
    static @Nullable Object valueOf(FlightEvent event, @Nullable String column) {
        Object value = column == null ? event : event.value(column);
        if (value instanceof Double number) {
            return number.isNaN() ? null : Double.valueOf(number + 0.0);
        }
        return value;
    }

    /** In the order of the events. */
    List<Object> all() {
        return all;
    }

    BigDecimal sum() {
        BigDecimal known = sum;
        if (known == null) {
            known = all.stream().map(exact::value).reduce(BigDecimal.ZERO, BigDecimal::add);
            sum = known;
        }
        return known;
    }

    BigDecimal sumOfSquares() {
        BigDecimal known = sumOfSquares;
        if (known == null) {
            known = all.stream().map(exact::square).reduce(BigDecimal.ZERO, BigDecimal::add);
            sumOfSquares = known;
        }
        return known;
    }
}
