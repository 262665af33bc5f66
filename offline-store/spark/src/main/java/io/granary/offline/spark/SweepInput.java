package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Makes of rows of a source what the sweep needs of them for one view. Not safe for threads. */
interface SweepInput {

    /** For one of the plan's views. */
    static SweepInput of(TrainingTask task, FeatureView view, List<Column> columns, SourceAtRest source) {
        Revision revision = task.request().revision();
        RowTime time = RowTime.of(source, source.knowledge(task.request().knowledge()));
        int number = task.plan().views().indexOf(view);
        return view.isWindowed()
                ? new SweepEvents(number, ViewEvents.compile(revision, view, columns), time, source.acceptance())
                : new SweepStoredRows(number, new ViewRows(revision, view, columns), time);
    }

    /**
     * A row as {@link SweepRow} has it, or null when the view does not take it.
     *
     * @throws GranaryException when the view cannot be computed
     */
    @Nullable
    Row compute(SourceRow row);
}
