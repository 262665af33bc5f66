package io.granary.benchmarks.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts the answers of one stretch of load. Confined to the event loop of its connections. */
final class Tally {

    private static final long MAX_LATENCY_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final Histogram latency = new Histogram(MAX_LATENCY_NANOS, DIGITS);
    private final Histogram served = new Histogram(MAX_LATENCY_NANOS, DIGITS);
    private final long startNanos;
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    private long missed;

    Tally(long startNanos) {
        this.startNanos = startNanos;
    }

    void add(long nanos, Verdict verdict) {
        record(latency, nanos);
        if (verdict == Verdict.RIGHT) {
            record(served, nanos);
        }
        counts.merge(verdict, 1L, Long::sum);
    }

    /** @param nanos that a request has waited, which was then given up */
    void miss(long nanos) {
        record(latency, nanos);
        missed++;
    }

    Answers answers(long nowNanos) {
        return new Answers(latency, served, counts, missed, Duration.ofNanos(nowNanos - startNanos));
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(nanos, MAX_LATENCY_NANOS));
    }
}
