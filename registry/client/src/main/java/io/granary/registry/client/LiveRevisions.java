package io.granary.registry.client;

import io.granary.core.definition.Revision;
import java.util.function.Consumer;

/** Passes on the live revision of rollouts, once for each one that becomes live. Used by one thread at a time. */
final class LiveRevisions implements Consumer<ProjectRollout> {

    private final Consumer<Revision> listener;
    private Revision last;

    LiveRevisions(Revision last, Consumer<Revision> listener) {
        this.last = last;
        this.listener = listener;
    }

    @Override
    public void accept(ProjectRollout rollout) {
        if (!rollout.live().equals(last)) {
            last = rollout.live();
            listener.accept(last);
        }
    }
}
