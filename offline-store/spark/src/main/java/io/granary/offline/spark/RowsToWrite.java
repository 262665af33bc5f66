package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.view.FeatureRow;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Turns rows of one source into rows for the feature log, for every view that reads the source. */
final class RowsToWrite implements FlatMapFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final MaterializationTask task;
    private final String source;
    private final Columns columns;
    private final ViewCounts read;
    private final FailedRows failed;
    private transient @Nullable Computation computation;

    RowsToWrite(MaterializationTask task, String source, Columns columns, ViewCounts read, FailedRows failed) {
        this.task = task;
        this.source = source;
        this.columns = columns;
        this.read = read;
        this.failed = failed;
    }

    @Override
    public Iterator<Row> call(Row row) {
        if (computation == null) {
            computation = new Computation();
        }
        return computation.compute(row);
    }

    private final class Computation {

        private final List<FeatureView> allViews = task.views();
        private final List<FeatureView> views =
                allViews.stream().filter(view -> view.source().equals(source)).toList();
        private final SourceRows rows;
        private final long untilMicros;
        private final long runStartMicros;

        Computation() {
            MaterializationRequest request = task.request();
            SourceAtRest atRest = SourceAtRest.of(request.revision().definitions(), views.get(0));
            rows = new SourceRows(request.revision(), views, atRest, columns, failed);
            untilMicros = SparkValues.micros(request.until());
            runStartMicros = SparkValues.micros(request.runStart());
        }

        Iterator<Row> compute(Row row) {
            List<Row> written = new ArrayList<>(views.size());
            views.forEach(view -> read.add(allViews.indexOf(view)));
            rows.read(row, (view, compiled, computed, created) -> {
                if (computed.eventMicros() <= untilMicros) {
                    written.add(write(allViews.indexOf(views.get(view)), compiled, computed, created));
                }
            });
            return written.iterator();
        }

        private Row write(int view, ViewRows compiled, FeatureRow row, @Nullable Long createdMicros) {
            long created = createdMicros == null ? runStartMicros : createdMicros;
            return NewestRows.row(view, compiled.key(row).bytes(), compiled.stored(row, created));
        }
    }
}
