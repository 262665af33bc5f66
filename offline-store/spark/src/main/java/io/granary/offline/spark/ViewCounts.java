package io.granary.offline.spark;

import org.apache.spark.util.AccumulatorV2;

/** Counts rows by the position of their view; added to by tasks, read by the driver. */
final class ViewCounts extends AccumulatorV2<Integer, long[]> {

    private static final long serialVersionUID = 1;

    private long[] counts;

    ViewCounts(int views) {
        counts = new long[views];
    }

    @Override
    public boolean isZero() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public ViewCounts copy() {
        ViewCounts copy = new ViewCounts(0);
        copy.counts = counts.clone();
        return copy;
    }

    @Override
    public void reset() {
        counts = new long[counts.length];
    }

    @Override
    public void add(Integer view) {
        counts[view]++;
    }

    @Override
    public void merge(AccumulatorV2<Integer, long[]> other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.value()[i];
        }
    }

    @Override
    public long[] value() {
        return counts;
    }
}
