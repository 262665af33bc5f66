package io.granary.registry.server.store;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Rollout;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Keeps the rollout of every project; {@link RevisionStore#append} moves it on together with the revision. Blocking; safe
 * for threads and for several processes. Throws a {@link io.granary.core.GranaryException} (UNAVAILABLE) with the reason
 * while what it is kept in cannot be used.
 */
public interface RolloutStore {

    /** The rollout of now; {@link Rollout#none} before the first revision. */
    Rollout find(String project);

    /**
     * Replaces the rollout by what the change makes of it, while no other change of this project is under way. What the
     * change throws leaves everything as it was.
     *
     * @return the rollout after that
     */
    Rollout change(String project, UnaryOperator<Rollout> change);

    /** Where the rollout of each project is; without those that have not moved since rollouts are kept. */
    Map<String, RolloutPosition> positions();

    /** Names of the projects with a generation in that state, in order. */
    List<String> projectsWith(GenerationState state);
}
