package io.granary.offline.spark;

import io.granary.core.row.StoredRow;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Makes rows of the join out of rows and probes that had to be computed, which come as {@link SweepRow} has them. */
final class SweptJoinRows implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {

    private static final long serialVersionUID = 1;

    private static final int VIEW = SweepRow.SCHEMA.fieldIndex(SweepRow.VIEW);
    private static final int KEY = SweepRow.SCHEMA.fieldIndex(SweepRow.KEY);
    private static final int MICROS = SweepRow.SCHEMA.fieldIndex("micros");
    private static final int CONTENT = SweepRow.SCHEMA.fieldIndex("content");
    private static final int NUMBER = SweepRow.SCHEMA.fieldIndex("number");
    private static final int ROLE = SweepRow.SCHEMA.fieldIndex("role");

    private final TrainingTask task;
    private final FrameTimes frame;

    SweptJoinRows(TrainingTask task, FrameTimes frame) {
        this.task = task;
        this.frame = frame;
    }

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
        JoinKeys joinKeys = JoinKeys.of(task.revision().project());
        long[] firstEvents = task.views().stream()
                .mapToLong(view -> frame.firstEventMicros(view.ttl()))
                .toArray();
        return new ExpandedRows(rows, (row, made) -> {
            InternalRow joined = joined(row, joinKeys, firstEvents);
            if (joined != null) {
                made.accept(joined);
            }
        });
    }

    /** Null when no entity row can find it. */
    private @Nullable InternalRow joined(InternalRow row, JoinKeys joinKeys, long[] firstEvents) {
        int view = row.getInt(VIEW);
        long micros = row.getLong(MICROS);
        byte[] key = joinKeys.key(view, row.getBinary(KEY));
        if (row.getInt(ROLE) >= 0) {
            return JoinRow.probe(frame.place(key, micros), key, micros, row.getLong(NUMBER), row.getInt(ROLE));
        }
        byte[] stored = row.getBinary(CONTENT);
        return micros > frame.latestMicros() || StoredRow.eventMicros(stored) < firstEvents[view]
                ? null
                : JoinRow.viewRow(frame.place(key, micros), key, micros, stored);
    }
}
