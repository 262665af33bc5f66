package io.granary.http;

/**
 * How many requests an event loop has in hand at most. It is cut in proportion when events keep waiting longer than they
 * may, and grows while it holds requests back although they do not. Written on its event loop, read from anywhere.
 */
final class ConcurrencyLimit {

    /** Never less, so that a machine that is busy with something else still serves the usual handful of callers. */
    static final int LEAST = 32;

    private static final double DEEPEST_CUT = 0.5;
    private static final int GROWTH_PARTS = 16;
    private static final int FAST_GROWTH_PARTS = 4;

    private final int most;
    private final int least;
    private final long maxDelayNanos;
    private volatile int limit;
    private int peak;
    private boolean heldBack;
    private long previousDelay;

    ConcurrencyLimit(int most, long maxDelayNanos) {
        this.most = most;
        this.least = Math.min(LEAST, most);
        this.maxDelayNanos = maxDelayNanos;
        this.limit = most;
    }

    int current() {
        return limit;
    }

    /** Whether one more request may come to those in hand. */
    boolean admits(int inHand) {
        peak = Math.max(peak, inHand);
        if (inHand < limit) {
            return true;
        }
        heldBack = true;
        return false;
    }

    /**
     * Takes in how long an event has just waited. One long wait alone, such as a collection of garbage, changes nothing:
     * a queue that stands shows in two waits on end.
     */
    void sample(long delayNanos, int inHand) {
        long standing = Math.min(delayNanos, previousDelay);
        previousDelay = delayNanos;
        if (standing > maxDelayNanos) {
            cut((double) maxDelayNanos / standing);
        } else if (heldBack) {
            grow(delayNanos < maxDelayNanos / 2 ? FAST_GROWTH_PARTS : GROWTH_PARTS);
        }
        peak = inHand;
        heldBack = false;
    }

    private void cut(double share) {
        int reached = Math.min(limit, peak);
        limit = Math.max(least, (int) (reached * Math.max(DEEPEST_CUT, share)));
    }

    private void grow(int parts) {
        limit = Math.min(most, limit + Math.max(1, limit / parts));
    }
}
