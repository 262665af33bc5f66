package io.granary.offline.engine.statistics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column are like. A value is a {@link Long}, a {@link Double}, a {@link Boolean} or a text, which is
 * how moments and infinities are written.
 *
 * @param values how many there are that are not null
 * @param nan how many of these are not a number; they count for nothing below
 * @param distinct how many different ones there are; null: more than are counted (2,048), or not counted
 * @param min null where there is no order or no value
 * @param mean rounded once; null where there is none, or no double holds it
 * @param deviation of a sample, rounded once; null as the mean, and of one value
 * @param quantiles by name, {@code p50}: the least value that half of the values do not exceed
 * @param areQuantilesExact else they are rounded: to one of up to 2,048 intervals that all values lie in
 * @param topValues the most frequent ones; none where there are more different ones than are counted
 */
public record ColumnStatistics(
        long values,
        long nan,
        @Nullable Long distinct,
        @Nullable Object min,
        @Nullable Object max,
        @Nullable Double mean,
        @Nullable Double deviation,
        Map<String, Object> quantiles,
        boolean areQuantilesExact,
        @Nullable Histogram histogram,
        List<TopValue> topValues) {

    /** How many top values there are at most. */
    public static final int TOP_VALUES = 10;

    /** A value and how often it occurs. */
    public record TopValue(Object value, long count) {}

    public ColumnStatistics {
        quantiles = Collections.unmodifiableMap(new LinkedHashMap<>(quantiles));
        topValues = List.copyOf(topValues);
        areQuantilesExact = areQuantilesExact && !quantiles.isEmpty();
    }

    static ColumnStatistics ofCount(long values, long nan) {
        return new ColumnStatistics(values, nan, null, null, null, null, null, Map.of(), false, null, List.of());
    }

    static ColumnStatistics ofTexts(long values, long distinct, List<TopValue> top) {
        return new ColumnStatistics(values, 0, distinct, null, null, null, null, Map.of(), false, null, top);
    }
}
