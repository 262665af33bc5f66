package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.type.DataType;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a view makes of the events of an archive, as rows of a table. Not safe for threads. */
interface ArchivedView {

    /** @param source whose stream the events are of */
    static ArchivedView of(TrainingSetRequest request, FeatureView view, SourceAtRest source) {
        return view.isWindowed()
                ? ArchivedWindowEvents.of(request, view, source)
                : ArchivedRows.of(request, view, source);
    }

    /** The columns of the table. */
    Map<String, DataType> columns();

    /**
     * A row of the table, or null when the view does not take the event.
     *
     * @throws GranaryException when the view cannot be computed
     */
    @Nullable
    Object @Nullable [] compute(SourceRow event);
}
