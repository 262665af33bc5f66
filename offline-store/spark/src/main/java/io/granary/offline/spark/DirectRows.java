package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Makes rows of the join out of the rows of a table, for every view that reads it; all of these are direct. */
final class DirectRows implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {

    private static final long serialVersionUID = 1;

    private final TrainingTask task;
    private final String source;
    private final Columns columns;
    private final FrameTimes frame;
    private final FailedRows failed;

    DirectRows(TrainingTask task, String source, Columns columns, FrameTimes frame, FailedRows failed) {
        this.task = task;
        this.source = source;
        this.columns = columns;
        this.frame = frame;
        this.failed = failed;
    }

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
        List<DirectView> views = task.viewsOf(source).stream()
                .map(view -> new DirectView(task, view, columns, frame))
                .toList();
        return new ExpandedRows(rows, (row, made) -> {
            for (DirectView view : views) {
                add(view, row, made);
            }
        });
    }

    private void add(DirectView view, InternalRow row, Consumer<InternalRow> made) {
        if (!view.isComplete(row)) {
            fail(view, row);
            return;
        }
        InternalRow computed = view.compute(row);
        if (computed != null) {
            made.accept(computed);
        }
    }

    /** Core says what is missing, in its words. */
    private void fail(DirectView view, InternalRow row) {
        List<Column> typed = columns.toList();
        @Nullable Object[] values = new @Nullable Object[typed.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Cells.read(row, i, (ScalarType) typed.get(i).type());
        }
        try {
            view.requireComplete(name -> values[columns.names().indexOf(name)]);
        } catch (GranaryException e) {
            failed.add(FailedRows.located(source, columns.names(), values, e));
        }
    }
}
