package io.granary.offline.engine.statistics;

import io.granary.core.type.EpochMicros;
import io.granary.core.window.ByteSink;
import io.granary.core.window.ByteSource;
import io.granary.core.window.ExactMoments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the numbers of a column so far. Numbers are kept as integers of the same order. One thread. */
final class NumberSketch {

    private static final Map<String, Double> QUANTILES = new LinkedHashMap<>();
    private static final int BINS = 20;
    /** Bins do not span more than so many times what 98 % of the values span. */
    private static final double WIDEST = 4;

    static {
        List.of(1, 5, 25, 50, 75, 95, 99)
                .forEach(percent -> QUANTILES.put("p%02d".formatted(percent), percent / 100.0));
    }

    private final ColumnKind kind;
    private final Spread spread = new Spread();
    private final ExactMoments moments = new ExactMoments();
    private long count;
    private long nan;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    NumberSketch(ColumnKind kind) {
        this.kind = kind;
    }

    /** @param values numbers, or the bits of numbers */
    void addAll(long[] values, boolean[] areNull, int size) {
        for (int i = 0; i < size; i++) {
            if (!areNull[i]) {
                add(values[i]);
            }
        }
    }

    private void add(long value) {
        switch (kind) {
            case REAL -> add(Double.longBitsToDouble(value));
            case MOMENT -> place(value);
            case TRUTH, WHOLE, TEXT, OTHER, FOREIGN -> {
                place(value);
                moments.add(value);
            }
        }
    }

    private void add(double number) {
        if (Double.isNaN(number)) {
            nan++;
            return;
        }
        place(ordered(number + 0.0));
        moments.add(number);
    }

    void write(ByteSink out) {
        out.writeVarint(count);
        out.writeVarint(nan);
        out.writeLong(least);
        out.writeLong(greatest);
        spread.write(out);
        moments.write(out);
    }

    void merge(ByteSource in) {
        count += in.readVarint();
        nan += in.readVarint();
        least = Math.min(least, in.readLong());
        greatest = Math.max(greatest, in.readLong());
        spread.merge(in);
        moments.merge(in);
    }

    ColumnStatistics statistics() {
        if (count == 0) {
            return ColumnStatistics.ofCount(nan, nan);
        }
        long[] buckets = spread.sorted();
        boolean isExact = spread.droppedBits() == 0;
        boolean hasMoments = kind != ColumnKind.MOMENT;
        return new ColumnStatistics(
                count + nan,
                nan,
                isExact ? (Long) (long) buckets.length : null,
                shown(least),
                shown(greatest),
                hasMoments ? finite(moments.mean()) : null,
                hasMoments ? finite(moments.deviation()) : null,
                quantiles(buckets),
                isExact,
                histogram(buckets),
                isExact ? topValues(buckets) : List.of());
    }

    private void place(long number) {
        count++;
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
        spread.add(number);
    }

    private Map<String, Object> quantiles(long[] buckets) {
        Map<String, Object> quantiles = new LinkedHashMap<>();
        if (kind != ColumnKind.TRUTH) {
            QUANTILES.forEach((name, fraction) -> quantiles.put(name, shown(quantile(buckets, fraction))));
        }
        return quantiles;
    }

    /** The least number that at least a fraction of the numbers does not exceed, or one that shares its bucket. */
    private long quantile(long[] buckets, double fraction) {
        long rank = Math.max(1, (long) Math.ceil(fraction * count));
        long passed = 0;
        for (long bucket : buckets) {
            passed += spread.count(bucket);
            if (passed >= rank) {
                return middle(bucket);
            }
        }
        return greatest;
    }

    private long middle(long bucket) {
        int bits = spread.droppedBits();
        long middle = bits == 0 ? bucket : (bucket << bits) + (1L << (bits - 1));
        return Math.max(least, Math.min(greatest, middle));
    }

    private @Nullable Histogram histogram(long[] buckets) {
        double from = position(least);
        double to = position(greatest);
        double first = position(quantile(buckets, 0.01));
        double last = position(quantile(buckets, 0.99));
        if (to - from > WIDEST * (last - first) && last > first) {
            from = first;
            to = last;
        }
        if (kind == ColumnKind.TRUTH || !Double.isFinite(to - from)) {
            return null;
        }
        long[] counts = new long[BINS + 2];
        for (long bucket : buckets) {
            counts[bin(position(middle(bucket)), from, to)] += spread.count(bucket);
        }
        return Histogram.of(from, to, counts);
    }

    /** 0 below, then the bins, then above. */
    private static int bin(double position, double from, double to) {
        if (position < from) {
            return 0;
        }
        if (position > to) {
            return BINS + 1;
        }
        return from == to ? 1 : 1 + Math.min(BINS - 1, (int) ((position - from) / (to - from) * BINS));
    }

    private List<ColumnStatistics.TopValue> topValues(long[] buckets) {
        List<ColumnStatistics.TopValue> values = new ArrayList<>();
        for (long bucket : buckets) {
            values.add(new ColumnStatistics.TopValue(shown(bucket), spread.count(bucket)));
        }
        values.sort(Comparator.comparingLong(ColumnStatistics.TopValue::count).reversed());
        return List.copyOf(values.subList(0, Math.min(values.size(), ColumnStatistics.TOP_VALUES)));
    }

    /** On the axis of a histogram. */
    private double position(long number) {
        return kind == ColumnKind.REAL ? real(number) : number;
    }

    private Object shown(long number) {
        return switch (kind) {
            case TRUTH -> number != 0;
            case REAL -> shown(real(number));
            case MOMENT -> EpochMicros.toInstant(number).toString();
            case WHOLE, TEXT, OTHER, FOREIGN -> number;
        };
    }

    /** JSON has no infinities. */
    private static Object shown(double number) {
        return Double.isFinite(number) ? (Object) number : Double.toString(number);
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    /** An integer that is greater where the double is greater. */
    private static long ordered(double number) {
        long bits = Double.doubleToLongBits(number);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double real(long ordered) {
        return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
    }
}
