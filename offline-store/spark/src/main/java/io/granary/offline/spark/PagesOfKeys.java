package io.granary.offline.spark;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The pages of each entity key of one partition, whose events come in the order of {@link SweepRow#newestFirst}: so of
 * fine tiles, which are kept for a short time only, all but the newest events are passed over.
 */
final class PagesOfKeys implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final BackfillTask task;
    private final ViewCounts events;
    private final ViewCounts entities;

    PagesOfKeys(BackfillTask task, ViewCounts events, ViewCounts entities) {
        this.task = task;
        this.events = events;
        this.entities = entities;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Pages(rows);
    }

    private final class Pages implements Iterator<Row> {

        private final PeekingRows rows;
        private final Deque<Row> ready = new ArrayDeque<>();
        private @Nullable KeyPages pages;

        Pages(Iterator<Row> rows) {
            this.rows = new PeekingRows(rows);
        }

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (ready.isEmpty()) {
                Row first = rows.peek();
                if (first == null) {
                    throw new NoSuchElementException();
                }
                collect(pages(SweepRow.view(first)), first);
            }
            return ready.remove();
        }

        private void collect(KeyPages of, Row first) {
            of.startKey();
            while (isSameKey(first, rows.peek())) {
                if (of.add(rows.next())) {
                    events.add(SweepRow.view(first));
                }
            }
            entities.add(SweepRow.view(first));
            of.write(SweepRow.key(first), ready);
        }

        private KeyPages pages(int view) {
            KeyPages found = pages;
            if (found == null || found.view() != view) {
                found = KeyPages.of(task, view);
                pages = found;
            }
            return found;
        }

        private static boolean isSameKey(Row left, @Nullable Row right) {
            return right != null
                    && SweepRow.view(left) == SweepRow.view(right)
                    && Arrays.equals(SweepRow.key(left), SweepRow.key(right));
        }
    }
}
