package io.granary.registry.client;

import io.granary.core.definition.Revision;
import java.util.function.Consumer;

/** Where a process learns the current revision of its project. Safe for threads. */
public interface RevisionSource {

    /** The live revision, which answers; {@link Revision#none} before the first apply. */
    Revision current();

    /** The revision that was applied last, which is not live before its generations are: rows may be written by it already. */
    default Revision newest() {
        return current();
    }

    /**
     * Calls a listener with each revision that becomes live, one at a time, on a thread of the source; listeners do not block.
     *
     * @return ends the subscription when closed
     */
    Subscription subscribe(Consumer<Revision> listener);

    /** What {@link #subscribe} gives. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
