package io.granary.benchmarks.load;

import java.time.Duration;

/** When the requests of a stretch of load should start. Nanoseconds are {@link System#nanoTime}'s. */
sealed interface Pace permits ClosedPace, OpenPace {

    /** Begins now: the next request starts when a connection is free. */
    static Pace closed(Duration duration) {
        return new ClosedPace(System.nanoTime() + duration.toNanos());
    }

    /** Begins now: requests start at even distances, whatever becomes of those before. */
    static Pace open(Duration duration, double perSecond) {
        return OpenPace.of(System.nanoTime(), duration, perSecond);
    }

    boolean isDue(long nowNanos);

    /** Takes the next request, which is due, and tells its intended start. */
    long take(long nowNanos);

    /** Whether no further request is to be sent. */
    boolean isOver(long nowNanos);

    /** How long to wait until a further request may be due; 0 when that does not depend on time. */
    long nanosUntilDue(long nowNanos);

    /** The intended starts of requests that were never sent. */
    long[] missed();
}
