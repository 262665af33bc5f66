package io.granary.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts the answers of one stretch of load. Confined to the event loop of its connections. */
final class Tally {

    private static final long MAX_LATENCY_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final Histogram latency = new Histogram(MAX_LATENCY_NANOS, DIGITS);
    private final long startNanos;
    private final long endNanos;
    private long wrong;

    Tally(long startNanos, Duration duration) {
        this.startNanos = startNanos;
        this.endNanos = startNanos + duration.toNanos();
    }

    void add(long nanos, boolean isRight) {
        latency.recordValue(Math.min(nanos, MAX_LATENCY_NANOS));
        wrong += isRight ? 0 : 1;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - endNanos >= 0;
    }

    Answers answers(long nowNanos) {
        return new Answers(latency, wrong, Duration.ofNanos(nowNanos - startNanos));
    }
}
