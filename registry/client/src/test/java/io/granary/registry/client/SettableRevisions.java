package io.granary.registry.client;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The twin of the registry in memory: its current revision is the one that a test sets. Safe for threads. */
public final class SettableRevisions implements RevisionSource {

    private final List<Consumer<Revision>> listeners = new CopyOnWriteArrayList<>();
    private volatile Revision current;
    private volatile Revision newest;

    public SettableRevisions(Revision first) {
        current = first;
        newest = first;
    }

    /** A project that nothing was applied to. */
    public SettableRevisions(String project) {
        this(Revision.none(project));
    }

    public void set(Revision next) {
        newest = next;
        current = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    /** Sets the revision that was applied last, while the current one stays live. */
    public Revision applyWaiting(List<? extends Definition> definitions) {
        newest = newest.next(new Definitions(definitions), "tester", "", Instant.EPOCH);
        return newest;
    }

    /** Sets the revision that follows when these definitions are applied. */
    public Revision apply(List<? extends Definition> definitions) {
        Revision next = current.next(new Definitions(definitions), "tester", "", Instant.EPOCH);
        set(next);
        return next;
    }

    @Override
    public Revision current() {
        return current;
    }

    @Override
    public Revision newest() {
        return newest;
    }

    @Override
    public Subscription subscribe(Consumer<Revision> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** How many are subscribed. */
    public int listeners() {
        return listeners.size();
    }
}
