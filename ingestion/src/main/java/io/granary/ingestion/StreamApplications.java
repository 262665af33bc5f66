package io.granary.ingestion;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ViewState;
import io.granary.formats.Replayed;
import io.granary.registry.client.ProjectRollout;
import java.util.HashMap;
import java.util.Map;

/** The stream applications that a project's rollout asks for, as others know them. */
public final class StreamApplications {

    private StreamApplications() {}

    /**
     * Of each by its id what it computes: by the name of a view, that it has or was born with, the view as records name it
     * that are given back.
     */
    public static Map<String, Map<String, String>> replayNames(ProjectRollout rollout) {
        Map<String, Map<String, String>> names = new HashMap<>();
        WantedApplications.of(rollout).plans().forEach((id, plan) -> names.put(id, replayNames(plan)));
        return names;
    }

    private static Map<String, String> replayNames(StreamPlan plan) {
        Map<String, String> names = new HashMap<>();
        for (FeatureView view : plan.views()) {
            ViewState state = plan.revision().viewState(view.name());
            String name = Replayed.nameOf(plan.revision(), view);
            names.put(state.names().view(view.name()), name);
            names.put(view.name(), name);
        }
        return names;
    }
}
