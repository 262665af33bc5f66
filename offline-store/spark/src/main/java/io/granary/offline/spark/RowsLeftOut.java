package io.granary.offline.spark;

import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.MaterializationResult.LaterRows;
import java.util.Arrays;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/**
 * Counts, by the position of their view, the rows that are later than the end of a run, and keeps when the first of them
 * was written; added to by tasks, read by the driver.
 */
final class RowsLeftOut extends AccumulatorV2<long[], long[]> {

    private static final long serialVersionUID = 1;

    private static final long UNSAID = Long.MAX_VALUE;

    /** For each view the count and the least created timestamp. */
    private long[] views;

    RowsLeftOut(int count) {
        this(none(count));
    }

    private RowsLeftOut(long[] views) {
        this.views = views;
    }

    private static long[] none(int count) {
        long[] none = new long[2 * count];
        for (int i = 1; i < none.length; i += 2) {
            none[i] = UNSAID;
        }
        return none;
    }

    /** @param createdMicros null: the row does not say */
    void add(int view, @Nullable Long createdMicros) {
        add(new long[] {view, 1, createdMicros == null ? UNSAID : createdMicros});
    }

    /** @param rows the view, how many, and the least created timestamp */
    @Override
    public void add(long[] rows) {
        int place = 2 * (int) rows[0];
        views[place] += rows[1];
        views[place + 1] = Math.min(views[place + 1], rows[2]);
    }

    LaterRows of(int view) {
        long created = views[2 * view + 1];
        return new LaterRows(views[2 * view], created == UNSAID ? null : EpochMicros.toInstant(created));
    }

    @Override
    public boolean isZero() {
        return Arrays.equals(views, none(views.length / 2));
    }

    @Override
    public RowsLeftOut copy() {
        return new RowsLeftOut(views.clone());
    }

    @Override
    public void reset() {
        views = none(views.length / 2);
    }

    @Override
    public void merge(AccumulatorV2<long[], long[]> other) {
        long[] more = other.value();
        for (int view = 0; view < more.length / 2; view++) {
            add(new long[] {view, more[2 * view], more[2 * view + 1]});
        }
    }

    @Override
    public long[] value() {
        return views;
    }
}
