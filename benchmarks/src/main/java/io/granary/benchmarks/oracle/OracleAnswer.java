package io.granary.benchmarks.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The value of one feature over the events that are in its window. */
final class OracleAnswer {

    private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int DISTINCT_CAP = 1_000;

    private final OracleFeature feature;
    private final OracleValues counted;
    private final List<Object> values;

    /** @param counted of the feature's column, in its window and selected */
    OracleAnswer(OracleFeature feature, OracleValues counted) {
        this.feature = feature;
        this.counted = counted;
        this.values = counted.all();
    }

    /** Long, Double, String, a list of them, or null for a window that has no answer. */
    @Nullable
    Object value() {
        return switch (feature.function()) {
            case "count" -> (long) values.size();
            case "count_distinct" -> distinct() > DISTINCT_CAP ? null : distinct();
            case "first" -> values.isEmpty() ? null : values.get(0);
            case "last" -> values.isEmpty() ? null : values.get(values.size() - 1);
            case "first_k" -> values.stream().limit((long) feature.argument()).toList();
            case "last_k" ->
                newestFirst().stream().limit((long) feature.argument()).toList();
            default -> values.isEmpty() ? null : number();
        };
    }

    /** What an estimate is held against: the number of different values, or those at the rank asked for and beside it. */
    List<Double> near() {
        if (feature.function().equals("approx_count_distinct")) {
            return List.of((double) distinct());
        }
        List<Double> sorted = numbers().stream().sorted().toList();
        double rank = feature.argument() * (sorted.size() - 1);
        return sorted.isEmpty()
                ? List.of()
                : List.of(sorted.get((int) Math.floor(rank)), sorted.get((int) Math.ceil(rank)));
    }

    private long distinct() {
        return new HashSet<>(values).size();
    }

    private List<Object> newestFirst() {
        List<Object> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<Double> numbers() {
        return values.stream().map(value -> ((Number) value).doubleValue()).toList();
    }

    private @Nullable Object number() {
        return switch (feature.function()) {
            case "min" -> extreme((left, right) -> compare(left, right) <= 0 ? left : right);
            case "max" -> extreme((left, right) -> compare(left, right) >= 0 ? left : right);
            case "sum" -> total();
            case "avg" -> average();
            case "var" -> spread(OnceRounded::quotient);
            case "std" -> spread(OnceRounded::rootOfQuotient);
            default -> throw new IllegalArgumentException("function: " + feature.function() + " (expected: known)");
        };
    }

    private static int compare(Number left, Number right) {
        return left instanceof Long
                ? Long.compare(left.longValue(), right.longValue())
                : Double.compare(left.doubleValue(), right.doubleValue());
    }

    private Number extreme(BinaryOperator<Number> better) {
        return values.stream().map(Number.class::cast).reduce(better).orElseThrow();
    }

    private boolean isInteger() {
        return values.get(0) instanceof Long;
    }

    private boolean isFinite() {
        return numbers().stream().noneMatch(number -> number.isInfinite());
    }

    private @Nullable Object total() {
        if (isInteger()) {
            return integer(counted.sum().toBigIntegerExact());
        }
        return sumOfDoubles();
    }

    private @Nullable Double average() {
        if (isFinite()) {
            return OnceRounded.quotient(counted.sum(), count());
        }
        return sumOfDoubles();
    }

    private static @Nullable Long integer(BigInteger sum) {
        boolean fits = sum.compareTo(LEAST_LONG) >= 0 && sum.compareTo(MOST_LONG) <= 0;
        return fits ? Long.valueOf(sum.longValue()) : null;
    }

    /** Infinite if a value is; without an answer if values of both infinities are there. */
    private @Nullable Double sumOfDoubles() {
        List<Double> infinite = numbers().stream()
                .filter(number -> number.isInfinite())
                .distinct()
                .toList();
        if (infinite.size() > 1) {
            return null;
        }
        if (infinite.isEmpty()) {
            return OnceRounded.of(counted.sum());
        }
        return infinite.get(0);
    }

    private BigDecimal count() {
        return BigDecimal.valueOf(values.size());
    }

    /** Of a sample, so one value has none. */
    private @Nullable Double spread(Rounding rounding) {
        if (values.size() < 2 || !isFinite()) {
            return null;
        }
        BigDecimal n = count();
        BigDecimal dividend =
                n.multiply(counted.sumOfSquares()).subtract(counted.sum().pow(2));
        return rounding.of(dividend, n.multiply(n.subtract(BigDecimal.ONE)));
    }

    @FunctionalInterface
    private interface Rounding {
        double of(BigDecimal dividend, BigDecimal divisor);
    }
}
