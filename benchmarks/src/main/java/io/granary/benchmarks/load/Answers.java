package io.granary.benchmarks.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a server answered in some time.
 *
 * @param latency of each request from its intended start, in nanoseconds, also of those that were missed
 * @param missed requests of an open loop that were given up before a connection was free for them
 */
public record Answers(Histogram latency, Map<Verdict, Long> counts, long missed, Duration elapsed) {

    public Answers {
        counts = Map.copyOf(counts);
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0L);
    }

    public double perSecond() {
        return count() * (double) TimeUnit.SECONDS.toNanos(1) / elapsed.toNanos();
    }

    public double percentileMicros(double percentile) {
        return micros(latency.getValueAtPercentile(percentile));
    }

    public double maxMicros() {
        return micros(latency.getMaxValue());
    }

    private static double micros(long nanos) {
        return nanos / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}
