package io.granary.offline.spark;

import org.apache.spark.util.AccumulatorV2;

/** A fixed number of counts, which start at zero; added to by tasks, read by the driver. */
abstract class Counts<T> extends AccumulatorV2<T, long[]> {

    private static final long serialVersionUID = 1;

    private long[] counts;

    /** Takes the array, which is not copied. */
    Counts(long[] counts) {
        this.counts = counts;
    }

    @Override
    public final boolean isZero() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final void reset() {
        counts = new long[counts.length];
    }

    @Override
    public final void merge(AccumulatorV2<T, long[]> other) {
        addAll(other.value());
    }

    @Override
    public final long[] value() {
        return counts;
    }

    final void addAll(long[] more) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
    }
}
