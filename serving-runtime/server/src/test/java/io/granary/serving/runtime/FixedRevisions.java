package io.granary.serving.runtime;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.registry.client.RevisionSource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A source of revisions that a test applies by hand. */
final class FixedRevisions implements RevisionSource {

    private final List<Consumer<Revision>> listeners = new CopyOnWriteArrayList<>();
    private volatile Revision current = Revision.none(Trips.PROJECT);

    Revision apply(List<? extends Definition> definitions) {
        current = current.next(new Definitions(definitions), "tester", "", Instant.EPOCH);
        listeners.forEach(listener -> listener.accept(current));
        return current;
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
