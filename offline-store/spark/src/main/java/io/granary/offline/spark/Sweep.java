package io.granary.offline.spark;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Answers the probes of one partition in one pass over its rows, which are in the order of {@link SweepRow#order}. */
final class Sweep implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final TrainingTask task;

    Sweep(TrainingTask task) {
        this.task = task;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Answers(task, rows);
    }

    private static final class Answers implements Iterator<Row> {

        private final TrainingTask task;
        private final Iterator<Row> rows;
        private int view = -1;
        private byte[] key = new byte[0];
        private @Nullable ViewSweep sweep;
        private @Nullable Row next;

        Answers(TrainingTask task, Iterator<Row> rows) {
            this.task = task;
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            while (next == null && rows.hasNext()) {
                Row row = rows.next();
                next = turnTo(SweepRow.view(row), SweepRow.key(row)).advance(row);
            }
            return next != null;
        }

        @Override
        public Row next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Row answer = next;
            next = null;
            return answer;
        }

        private ViewSweep turnTo(int rowView, byte[] rowKey) {
            if (sweep == null || rowView != view) {
                sweep = ViewSweep.of(task, rowView);
                view = rowView;
                key = rowKey;
            } else if (!Arrays.equals(key, rowKey)) {
                key = rowKey;
                sweep.startKey();
            }
            return sweep;
        }
    }
}
