package io.granary.core.window;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What windows are by definition: a list of events, filtered, and BigDecimal. No tiles, no accumulators. */
final class PlainWindows {

    private static final MathContext PRECISE = new MathContext(1_500);
    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::micros).thenComparing(Event::id);

    private PlainWindows() {}

    static @Nullable Object value(WindowedFeature feature, List<Event> events, long at) {
        return value(feature, events, from(feature.window(), at), to(feature.window(), at));
    }

    static @Nullable Object value(WindowedFeature feature, List<Event> events, long from, long to) {
        List<Event> inside = events.stream()
                .filter(event -> from <= event.micros() && event.micros() < to)
                .filter(event -> event.value(feature.input()) != null)
                .sorted(ORDER)
                .toList();
        List<Object> values = new ArrayList<>();
        inside.forEach(event -> values.add(Objects.requireNonNull(event.value(feature.input()))));
        return values.isEmpty() && feature.emptyValue() != null
                ? feature.emptyValue()
                : value(feature.function(), feature.input(), values);
    }

    static long from(TimeWindow window, long at) {
        long length = window.lengthMicros();
        return switch (window.mode()) {
            case SAWTOOTH, HOPPING -> at - Math.floorMod(at, window.tileMicros()) - length;
            case EXACT -> at - length;
            case TUMBLING_OPEN -> at - Math.floorMod(at, length);
            case TUMBLING_CLOSED -> at - Math.floorMod(at, length) - length;
            case LIFETIME -> Long.MIN_VALUE;
        };
    }

    static long to(TimeWindow window, long at) {
        return switch (window.mode()) {
            case SAWTOOTH, EXACT, TUMBLING_OPEN, LIFETIME -> at;
            case HOPPING -> at - Math.floorMod(at, window.tileMicros());
            case TUMBLING_CLOSED -> at - Math.floorMod(at, window.lengthMicros());
        };
    }

    private static @Nullable Object value(WindowFunction function, WindowInput input, List<Object> values) {
        int count = values.size();
        return switch (function.name()) {
            case COUNT -> (long) count;
            case COUNT_DISTINCT -> values.stream().distinct().count();
            case SUM -> count == 0 ? null : sum(input, values);
            case AVG -> count == 0 ? null : quotient(total(values, value -> value), BigDecimal.valueOf(count));
            case VAR -> count < 2 ? null : variance(values).doubleValue();
            case STD -> count < 2 ? null : variance(values).sqrt(PRECISE).doubleValue();
            case MIN ->
                count == 0 ? null : values.stream().min(PlainWindows::compare).orElseThrow();
            case MAX ->
                count == 0 ? null : values.stream().max(PlainWindows::compare).orElseThrow();
            case FIRST -> count == 0 ? null : values.get(0);
            case LAST -> count == 0 ? null : values.get(count - 1);
            case FIRST_K -> values.subList(0, Math.min(count, function.size()));
            case LAST_K -> lastOnes(values, function.size());
            case APPROX_COUNT_DISTINCT, PERCENTILE -> throw new IllegalArgumentException(function.toString());
        };
    }

    private static List<Object> lastOnes(List<Object> values, int k) {
        List<Object> reversed = new ArrayList<>(values);
        java.util.Collections.reverse(reversed);
        return reversed.subList(0, Math.min(values.size(), k));
    }

    private static @Nullable Object sum(WindowInput input, List<Object> values) {
        BigDecimal total = total(values, value -> value);
        if (input.equals(Event.NUMBER)) {
            return total.doubleValue();
        }
        return total.toBigInteger().bitLength() > 63 ? null : (Object) total.longValueExact();
    }

    private static BigDecimal variance(List<Object> values) {
        BigDecimal n = BigDecimal.valueOf(values.size());
        BigDecimal sum = total(values, value -> value);
        BigDecimal squares = total(values, value -> value.multiply(value));
        return n.multiply(squares).subtract(sum.multiply(sum)).divide(n.multiply(n.subtract(BigDecimal.ONE)), PRECISE);
    }

    private static Double quotient(BigDecimal total, BigDecimal count) {
        return total.divide(count, PRECISE).doubleValue();
    }

    private static BigDecimal total(List<Object> values, Function<BigDecimal, BigDecimal> part) {
        return values.stream()
                .map(value -> value instanceof Double number
                        ? new BigDecimal(number)
                        : BigDecimal.valueOf(((Long) value).longValue()))
                .map(part)
                .collect(Collectors.reducing(BigDecimal.ZERO, BigDecimal::add));
    }

    private static int compare(Object a, Object b) {
        return a instanceof Double number ? number.compareTo((Double) b) : ((Long) a).compareTo((Long) b);
    }
}
