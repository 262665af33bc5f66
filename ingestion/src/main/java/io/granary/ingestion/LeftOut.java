package io.granary.ingestion;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.ingestion.ComponentHealth.State;
import java.util.ArrayList;
import java.util.List;

/** The online views of a revision that ingestion cannot fill yet, so that nobody waits for their values. */
final class LeftOut {

    private LeftOut() {}

    static List<ComponentHealth> of(Revision revision) {
        List<ComponentHealth> leftOut = new ArrayList<>();
        for (FeatureView view : revision.definitions().all(FeatureView.class)) {
            if (view.online() && !view.aggregations().isEmpty()) {
                leftOut.add(leftOut(view, "its windows are not computed online yet"));
            }
        }
        return leftOut;
    }

    private static ComponentHealth leftOut(FeatureView view, String reason) {
        return new ComponentHealth("view " + view.name(), State.LEFT_OUT, reason);
    }
}
