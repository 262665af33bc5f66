package io.granary.benchmarks.load;

/** Whether what a request costs has stopped to change while a server warms up. Not safe for threads. */
final class SteadyState {

    private static final double TOLERANCE = 0.05;

    private double last = Double.POSITIVE_INFINITY;
    private boolean isReached;

    /** Takes the cost of the next slice of requests. */
    void add(double cost) {
        isReached = Math.abs(cost - last) <= TOLERANCE * cost;
        last = cost;
    }

    /** Whether the last two slices cost the same within five percent. */
    boolean isReached() {
        return isReached;
    }
}
