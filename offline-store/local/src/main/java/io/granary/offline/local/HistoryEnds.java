package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;

/** Refuses entity rows that ask for what a stream brought after its history. */
final class HistoryEnds {

    private HistoryEnds() {}

    /** @throws GranaryException (FAILED_PRECONDITION) with the source and the number of such rows */
    static void require(Database database, TrainingSetPlan plan) {
        for (FeatureView view : plan.views()) {
            if (!plan.asksForFeatures(view.source())) {
                continue;
            }
            SourceAtRest source = SourceAtRest.of(plan.revision(), view);
            StreamSource.History history = source.history();
            long beyond = history == null
                    ? 0
                    : database.number("SELECT count(*) FROM " + FrameTable.PROBES + " WHERE moment >= "
                            + EpochMicros.of(history.until()));
            if (beyond > 0) {
                throw source.notArchived(beyond);
            }
        }
    }
}
