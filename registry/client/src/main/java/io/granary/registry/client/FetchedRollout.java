package io.granary.registry.client;

/**
 * A rollout as a registry sent it.
 *
 * @param registry identity of the registry's store, which tells a restored or replaced registry from a stale answer
 * @param tag for the next conditional request; empty: none
 */
record FetchedRollout(String registry, String tag, ProjectRollout rollout) {

    /** Whether the other is from the same registry and later than this one. */
    boolean isBefore(FetchedRollout other) {
        return registry.equals(other.registry) && isBefore(other.rollout);
    }

    /** A database that was put back to an earlier state starts to count versions from there. */
    private boolean isBefore(ProjectRollout other) {
        return rollout.rollout().version() < other.rollout().version()
                || rollout.rollout().newest() < other.rollout().newest()
                || rollout.rollout().live() < other.rollout().live();
    }
}
