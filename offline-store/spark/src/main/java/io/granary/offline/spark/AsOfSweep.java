package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.view.AsOf;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Answers the probes of one partition in one pass over its rows, which are in the order of view, key, moment, kind. */
final class AsOfSweep implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;
    /** How long past its ttl a row still tells an entity that is too old from one that was never seen. */
    private static final Duration GRACE = Duration.ofDays(7);

    private final TrainingTask task;

    AsOfSweep(TrainingTask task) {
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
        private AsOf<byte[]> young = new AsOf<>(null);
        private AsOf<byte[]> graced = new AsOf<>(null);
        private @Nullable Row next;

        Answers(TrainingTask task, Iterator<Row> rows) {
            this.task = task;
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            while (next == null && rows.hasNext()) {
                next = advance(rows.next());
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

        private @Nullable Row advance(Row row) {
            turnTo(SweepRow.view(row), SweepRow.key(row));
            byte[] stored = SweepRow.stored(row);
            if (stored == null) {
                return answer(row);
            }
            young.enter(stored, stored);
            graced.enter(stored, stored);
            return null;
        }

        private void turnTo(int rowView, byte[] rowKey) {
            if (rowView != view) {
                view = rowView;
                FeatureView definition = task.plan().views().get(view);
                young = new AsOf<>(micros(definition.ttl()));
                graced = new AsOf<>(
                        definition.ttl() == null
                                ? null
                                : micros(definition.ttl().plus(GRACE)));
                key = rowKey;
            }
            if (!Arrays.equals(key, rowKey)) {
                key = rowKey;
                young.reset();
                graced.reset();
            }
        }

        private Row answer(Row probe) {
            long row = SweepRow.entityRow(probe);
            byte[] found = young.find(SweepRow.micros(probe));
            if (found != null) {
                return AnswerRow.found(row, SweepRow.role(probe), found);
            }
            return graced.find(SweepRow.micros(probe)) == null
                    ? AnswerRow.notFound(row, SweepRow.role(probe))
                    : AnswerRow.tooOld(row, SweepRow.role(probe));
        }

        private static @Nullable Long micros(@Nullable Duration ttl) {
            return ttl == null ? null : ttl.toNanos() / 1_000;
        }
    }
}
