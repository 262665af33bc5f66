package io.granary.offline.spark;

import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.LabelStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Nulls and statuses of every output column; tasks add one array of counts a part. */
final class ColumnCounts extends Counts<long[]> {

    private static final long serialVersionUID = 1;

    private static final List<String> STATUSES = Stream.concat(
                    Arrays.stream(FeatureStatus.values()), Stream.of(LabelStatus.NOT_YET_KNOWN))
            .map(Enum::name)
            .toList();
    private static final int WIDTH = STATUSES.size() + 1;

    ColumnCounts(int columns) {
        this(new long[columns * WIDTH]);
    }

    private ColumnCounts(long[] counts) {
        super(counts);
    }

    /** Counts of one part, all zero. */
    long[] newCounts() {
        return new long[value().length];
    }

    static void countNull(long[] counts, int column) {
        counts[column * WIDTH]++;
    }

    static void countStatus(long[] counts, int column, FeatureStatus status) {
        counts[column * WIDTH + 1 + STATUSES.indexOf(status.name())]++;
    }

    static void countStatus(long[] counts, int column, LabelStatus status) {
        counts[column * WIDTH + 1 + STATUSES.indexOf(status.name())]++;
    }

    long nulls(int column) {
        return value()[column * WIDTH];
    }

    /** The statuses that occur in a column. */
    Map<String, Long> statuses(int column) {
        Map<String, Long> statuses = new TreeMap<>();
        for (String status : STATUSES) {
            long count = value()[column * WIDTH + 1 + STATUSES.indexOf(status)];
            if (count > 0) {
                statuses.put(status, count);
            }
        }
        return statuses;
    }

    @Override
    public ColumnCounts copy() {
        return new ColumnCounts(value().clone());
    }

    @Override
    public void add(long[] part) {
        addAll(part);
    }
}
