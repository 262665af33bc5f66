package io.granary.offline.spark;

import io.granary.core.view.FeatureStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/** Nulls and statuses of every output column; added to by tasks, one array of counts a part, and read by the driver. */
final class ColumnCounts extends AccumulatorV2<long[], long[]> {

    private static final long serialVersionUID = 1;

    private static final List<FeatureStatus> STATUSES = List.of(FeatureStatus.values());
    private static final int WIDTH = STATUSES.size() + 1;

    private long[] counts;

    ColumnCounts(int columns) {
        counts = new long[columns * WIDTH];
    }

    /** Counts of one part, all zero. */
    long[] newCounts() {
        return new long[counts.length];
    }

    static void countNull(long[] counts, int column) {
        counts[column * WIDTH]++;
    }

    static void countStatus(long[] counts, int column, FeatureStatus status) {
        counts[column * WIDTH + 1 + STATUSES.indexOf(status)]++;
    }

    long nulls(int column) {
        return counts[column * WIDTH];
    }

    /** The statuses that occur in a column. */
    Map<String, Long> statuses(int column) {
        Map<String, Long> statuses = new TreeMap<>();
        for (FeatureStatus status : STATUSES) {
            long count = counts[column * WIDTH + 1 + STATUSES.indexOf(status)];
            if (count > 0) {
                statuses.put(status.name(), count);
            }
        }
        return statuses;
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
    public ColumnCounts copy() {
        ColumnCounts copy = new ColumnCounts(0);
        copy.counts = counts.clone();
        return copy;
    }

    @Override
    public void reset() {
        counts = new long[counts.length];
    }

    @Override
    public void add(long[] part) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += part[i];
        }
    }

    @Override
    public void merge(AccumulatorV2<long[], long[]> other) {
        add(other.value());
    }

    @Override
    public long[] value() {
        return counts;
    }
}
