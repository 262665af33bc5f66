package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import java.util.Map;
import java.util.TreeSet;

/**
 * A project's rollout with the revisions that it is about.
 *
 * @param revisions by number: the newest, the live one, and the last ones of retired generations, which are written on
 */
public record ProjectRollout(Rollout rollout, Map<Integer, Revision> revisions) {

    public ProjectRollout {
        requireNonNull(rollout, "rollout");
        revisions = Map.copyOf(revisions);
        for (int number : revisionsOf(rollout)) {
            requireNonNull(revisions.get(number), "revision " + number);
        }
    }

    /** Before the first apply. */
    public static ProjectRollout none(String project) {
        return new ProjectRollout(Rollout.none(project), Map.of(0, Revision.none(project)));
    }

    /** The revision that was applied last. */
    public Revision newest() {
        return revision(rollout.newest());
    }

    /** The revision that answers. */
    public Revision live() {
        return revision(rollout.live());
    }

    /** The revision that a generation's rows are computed by; not for one that is being dropped. */
    public Revision revisionOf(ViewGeneration generation) {
        return switch (generation.state()) {
            case BUILDING, READY, LIVE -> newest();
            case OUTGOING -> live();
            case RETIRED, DROPPING -> revision(generation.lastRevision());
        };
    }

    /** @throws NullPointerException when the rollout is not about that revision */
    Revision revision(int number) {
        return requireNonNull(revisions.get(number), "revision");
    }

    /** The numbers of the revisions that a rollout is about. */
    static TreeSet<Integer> revisionsOf(Rollout rollout) {
        TreeSet<Integer> numbers = new TreeSet<>();
        numbers.add(rollout.newest());
        numbers.add(rollout.live());
        rollout.in(GenerationState.RETIRED).forEach(generation -> numbers.add(generation.lastRevision()));
        return numbers;
    }
}
