package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Turns rows of one source into rows for the sweep, for every view of the training set that reads the source. */
final class HistoryRows implements FlatMapFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final TrainingTask task;
    private final String source;
    private final Columns columns;
    private final FailedRows failed;
    private transient @Nullable Computation computation;

    HistoryRows(TrainingTask task, String source, Columns columns, FailedRows failed) {
        this.task = task;
        this.source = source;
        this.columns = columns;
        this.failed = failed;
    }

    @Override
    public Iterator<Row> call(Row row) {
        if (computation == null) {
            computation = new Computation(task, source, columns, failed);
        }
        return computation.compute(row);
    }

    private static final class Computation {

        private final List<SweepInput> inputs = new ArrayList<>();
        private final SourceRows rows;

        Computation(TrainingTask task, String source, Columns columns, FailedRows failed) {
            List<FeatureView> views = task.plan().views().stream()
                    .filter(view -> view.source().equals(source))
                    .toList();
            SourceAtRest atRest = SourceAtRest.of(task.request().revision(), views.get(0));
            rows = new SourceRows(atRest, columns, failed);
            views.forEach(view -> inputs.add(SweepInput.of(task, view, columns.toList(), atRest)));
        }

        Iterator<Row> compute(Row row) {
            List<Row> sweepRows = new ArrayList<>(inputs.size());
            SourceRow read = rows.read(row);
            for (int i = 0; read != null && i < inputs.size(); i++) {
                add(inputs.get(i), read, row, sweepRows);
            }
            return sweepRows.iterator();
        }

        private void add(SweepInput input, SourceRow read, Row row, List<Row> sweepRows) {
            try {
                Row computed = input.compute(read);
                if (computed != null) {
                    sweepRows.add(computed);
                }
            } catch (GranaryException e) {
                rows.fail(row, e);
            }
        }
    }
}
