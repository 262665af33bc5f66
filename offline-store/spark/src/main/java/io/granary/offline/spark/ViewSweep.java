package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Walks over what the sweep has of one view, entity key by entity key, and answers its probes. Not safe for threads. */
interface ViewSweep {

    /** The sweep of one of the plan's views, at its first entity key. */
    static ViewSweep of(TrainingTask task, int view) {
        FeatureView definition = task.plan().views().get(view);
        return definition.isWindowed() ? EventSweep.of(task, definition) : new RowSweep(definition);
    }

    /** Forgets the entity key. */
    void startKey();

    /** Takes the next row of the entity key: of a probe, its answer, as {@link AnswerRow} has it; else null. */
    @Nullable
    Row advance(Row row);
}
