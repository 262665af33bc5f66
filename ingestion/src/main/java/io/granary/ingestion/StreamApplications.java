package io.granary.ingestion;

import io.granary.registry.client.ProjectRollout;
import java.util.Set;

/** The stream applications that a project's rollout asks for, as others know them. */
public final class StreamApplications {

    private StreamApplications() {}

    /** Their ids, which say what is computed: another generation of a view has another application. */
    public static Set<String> ids(ProjectRollout rollout) {
        return WantedApplications.of(rollout).plans().keySet();
    }
}
