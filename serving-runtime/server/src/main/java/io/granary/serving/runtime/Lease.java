package io.granary.serving.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the users of a resource and closes it when the last has left. Whoever made it is the first user. Safe for
 * threads.
 */
final class Lease {

    private final AtomicInteger users = new AtomicInteger(1);
    private final Runnable close;

    Lease(Runnable close) {
        this.close = close;
    }

    /** One more user; false when the last has already left. */
    boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** One user less. Every successful {@link #enter} is followed by exactly one. */
    void leave() {
        if (users.decrementAndGet() == 0) {
            close.run();
        }
    }
}
