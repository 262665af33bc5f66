package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.plan.RowTime;
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

        private final List<FeatureView> views;
        private final List<FeatureView> allViews;
        private final SourceRows rows;
        private final RowTime time;

        Computation(TrainingTask task, String source, Columns columns, FailedRows failed) {
            allViews = task.plan().views();
            views = allViews.stream()
                    .filter(view -> view.source().equals(source))
                    .toList();
            SourceAtRest atRest = SourceAtRest.of(task.request().revision().definitions(), views.get(0));
            rows = new SourceRows(task.request().revision(), views, atRest, columns, failed);
            time = RowTime.of(atRest, atRest.knowledge(task.request().knowledge()));
        }

        Iterator<Row> compute(Row row) {
            List<Row> sweepRows = new ArrayList<>(views.size());
            rows.read(
                    row,
                    (view, compiled, computed, created) -> sweepRows.add(SweepRow.viewRow(
                            allViews.indexOf(views.get(view)),
                            compiled.key(computed).bytes(),
                            time.visibleMicros(computed.eventMicros(), created),
                            compiled.stored(computed, time.arrivalMicros(computed.eventMicros(), created)))));
            return sweepRows.iterator();
        }
    }
}
