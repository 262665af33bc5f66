package io.granary.benchmarks.load;

/** Requests start as soon as a connection is free, until the end. */
record ClosedPace(long endNanos) implements Pace {

    private static final long[] NONE = {};

    @Override
    public boolean isDue(long nowNanos) {
        return !isOver(nowNanos);
    }

    @Override
    public long take(long nowNanos) {
        return nowNanos;
    }

    @Override
    public boolean isOver(long nowNanos) {
        return nowNanos - endNanos >= 0;
    }

    @Override
    public long nanosUntilDue(long nowNanos) {
        return 0;
    }

    @Override
    public long[] missed() {
        return NONE;
    }
}
