package io.granary.ingestion.archive;

import java.time.Duration;

/** When to try again: after a second, then after twice as long each time, up to half a minute. Not safe for threads. */
final class Backoff {

    private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    private long delayNanos;
    private long untilNanos;

    /** @return whether this is the first failure after a success, or of a later attempt */
    boolean failed() {
        if (!isOver()) {
            return false;
        }
        delayNanos = delayNanos == 0 ? SHORTEST_NANOS : Math.min(2 * delayNanos, LONGEST_NANOS);
        untilNanos = System.nanoTime() + delayNanos;
        return true;
    }

    boolean isOver() {
        return delayNanos == 0 || System.nanoTime() - untilNanos >= 0;
    }

    void succeeded() {
        if (isOver()) {
            delayNanos = 0;
        }
    }
}
