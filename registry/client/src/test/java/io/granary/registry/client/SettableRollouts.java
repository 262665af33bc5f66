package io.granary.registry.client;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The twin of the registry in memory, for those who fill generations: a test applies and expires, and hears what is
 * reported. Safe for threads.
 */
public final class SettableRollouts implements RolloutSource, RolloutReports {

    private final List<Consumer<ProjectRollout>> listeners = new CopyOnWriteArrayList<>();
    private volatile ProjectRollout current;

    /** A project that nothing was applied to. */
    public SettableRollouts(String project) {
        current = ProjectRollout.none(project);
    }

    /** Applies definitions as the next revision. */
    public synchronized Revision apply(List<? extends Definition> definitions) {
        Revision next = current.newest().next(new Definitions(definitions), "tester", "", Instant.EPOCH);
        apply(next);
        return next;
    }

    /** Makes a revision the newest one, whatever its number. */
    public synchronized void apply(Revision next) {
        Map<Integer, Revision> revisions = new TreeMap<>(current.revisions());
        revisions.put(next.number(), next);
        set(current.rollout().next(next, Instant.EPOCH), revisions);
    }

    /** Ends the time for which retired generations are kept. */
    public synchronized void expire() {
        expire(Instant.EPOCH);
    }

    /** The same at a moment, up to which window states are removed. */
    public synchronized void expire(Instant now) {
        Rollout rollout = current.rollout();
        set(rollout.expire(rollout.in(GenerationState.RETIRED), now), current.revisions());
    }

    @Override
    public synchronized void filled(ViewGeneration generation) {
        set(current.rollout().promote(generation, Instant.EPOCH), current.revisions());
    }

    @Override
    public synchronized void dropped(ViewGeneration generation) {
        set(current.rollout().dropped(generation), current.revisions());
    }

    @Override
    public ProjectRollout current() {
        return current;
    }

    @Override
    public RevisionSource.Subscription subscribe(Consumer<ProjectRollout> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** How many are subscribed. */
    public int listeners() {
        return listeners.size();
    }

    private void set(Rollout rollout, Map<Integer, Revision> revisions) {
        ProjectRollout next = new ProjectRollout(rollout, revisions);
        if (!next.equals(current)) {
            current = next;
            listeners.forEach(listener -> listener.accept(next));
        }
    }
}
