package io.granary.registry.client;

import java.util.function.Consumer;

/** Where a process learns the rollout of its project: what to fill, what to keep and what to drop. Safe for threads. */
public interface RolloutSource {

    /** The newest rollout known; {@link ProjectRollout#none} before the first apply. */
    ProjectRollout current();

    /**
     * Calls a listener with each later rollout, one at a time, on a thread of the source; listeners do not block.
     *
     * @return ends the subscription when closed
     */
    RevisionSource.Subscription subscribe(Consumer<ProjectRollout> listener);
}
