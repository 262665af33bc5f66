package io.granary.ingestion;

import io.granary.core.definition.Revision;
import io.granary.registry.client.RevisionSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A registry whose current revision a test sets. */
final class SettableRevisions implements RevisionSource {

    private final List<Consumer<Revision>> listeners = new CopyOnWriteArrayList<>();
    private volatile Revision current;

    SettableRevisions(Revision first) {
        current = first;
    }

    void set(Revision next) {
        current = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    @Override
    public Revision current() {
        return current;
    }

    @Override
    public Subscription subscribe(Consumer<Revision> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
