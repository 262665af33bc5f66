package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.view.FeatureRow;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Turns rows of one source into rows for the feature log, for every view that reads them. */
final class RowsToWrite implements FlatMapFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final MaterializationTask task;
    private final List<String> names;
    private final Columns columns;
    private final ViewCounts read;
    private final RowsLeftOut later;
    private final FailedRows failed;
    private transient @Nullable Computation computation;

    /** @param names of the views, which are all of one source */
    RowsToWrite(
            MaterializationTask task,
            List<String> names,
            Columns columns,
            ViewCounts read,
            RowsLeftOut later,
            FailedRows failed) {
        this.task = task;
        this.names = names;
        this.columns = columns;
        this.read = read;
        this.later = later;
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
        private final List<ViewRows> views = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private final List<WantedRows> wanted = new ArrayList<>();
        private final SourceRows rows;
        private final long runStartMicros;

        Computation() {
            MaterializationRequest request = task.request();
            List<FeatureView> ofRows = allViews.stream()
                    .filter(view -> names.contains(view.name()))
                    .toList();
            rows = new SourceRows(SourceAtRest.of(request.revision(), ofRows.get(0)), columns, failed);
            runStartMicros = SparkValues.micros(request.runStart());
            for (FeatureView view : ofRows) {
                numbers.add(allViews.indexOf(view));
                views.add(new ViewRows(request.revision(), view, columns.toList()));
                wanted.add(WantedRows.of(request, view.name()));
            }
        }

        Iterator<Row> compute(Row row) {
            List<Row> written = new ArrayList<>(views.size());
            numbers.forEach(read::add);
            SourceRow typed = rows.read(row);
            for (int i = 0; typed != null && i < views.size(); i++) {
                compute(i, typed, row, written);
            }
            return written.iterator();
        }

        private void compute(int view, SourceRow typed, Row row, List<Row> written) {
            try {
                FeatureRow computed = views.get(view).compute(typed);
                if (computed != null) {
                    take(view, computed, typed.createdMicros(), written);
                }
            } catch (GranaryException e) {
                rows.fail(row, e);
            }
        }

        private void take(int view, FeatureRow row, @Nullable Long createdMicros, List<Row> written) {
            if (isErased(view, row, createdMicros)) {
                return;
            }
            if (wanted.get(view).has(row.eventMicros(), createdMicros)) {
                written.add(write(numbers.get(view), views.get(view), row, createdMicros));
            } else if (wanted.get(view).isLater(row.eventMicros(), createdMicros)) {
                later.add(numbers.get(view), createdMicros);
            }
        }

        private boolean isErased(int view, FeatureRow row, @Nullable Long createdMicros) {
            ErasedRows erased = task.erased();
            return !erased.isEmpty() && erased.has(views.get(view).key(row).bytes(), row.eventMicros(), createdMicros);
        }

        private Row write(int view, ViewRows compiled, FeatureRow row, @Nullable Long createdMicros) {
            long created = createdMicros == null ? runStartMicros : createdMicros;
            return NewestRows.row(view, compiled.key(row).bytes(), compiled.stored(row, created));
        }
    }
}
