package io.granary.online.store;

/**
 * Vouches for rows that were read over one connection, on which Redis tells of every change to them. What it tells comes
 * in order with its answers: an answer to something sent at a moment proves that every change before that moment has
 * been heard of. Safe for threads.
 */
final class TrackedSession {

    private volatile long provenNanos;
    private volatile boolean lost;

    /** @param sentNanos when the connection was asked to track, in {@link System#nanoTime()} */
    TrackedSession(long sentNanos) {
        provenNanos = sentNanos;
    }

    /** An answer came to something that was sent then. Called by the connection's thread only. */
    void answered(long sentNanos) {
        if (sentNanos - provenNanos > 0) {
            provenNanos = sentNanos;
        }
    }

    /** The connection is gone, and with it the word of changes. */
    void lose() {
        lost = true;
    }

    /** Whether nothing changed without being told, but for what changed within the last nanoseconds. */
    boolean vouches(long maxStalenessNanos, long nowNanos) {
        return !lost && nowNanos - provenNanos <= maxStalenessNanos;
    }
}
