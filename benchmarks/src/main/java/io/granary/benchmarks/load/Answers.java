package io.granary.benchmarks.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a server answered in some time.
 *
 * @param latency of each request from its intended start, in nanoseconds, also of those that were missed
 * @param served latency of those that were right
 * @param missed requests of an open loop that were given up before a connection was free for them
 */
public record Answers(Histogram latency, Histogram served, Map<Verdict, Long> counts, long missed, Duration elapsed) {

    public Answers {
        counts = Map.copyOf(counts);
    }

    /** What was answered in this and in another time, which do not overlap. */
    public Answers plus(Answers other) {
        Map<Verdict, Long> sum = new EnumMap<>(Verdict.class);
        sum.putAll(counts);
        other.counts.forEach((verdict, count) -> sum.merge(verdict, count, Long::sum));
        return new Answers(
                both(latency, other.latency),
                both(served, other.served),
                sum,
                missed + other.missed,
                elapsed.plus(other.elapsed));
    }

    private static Histogram both(Histogram one, Histogram other) {
        Histogram sum = one.copy();
        sum.add(other);
        return sum;
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0L);
    }

    public double perSecond() {
        return perSecond(count());
    }

    private double perSecond(long answers) {
        return answers * (double) TimeUnit.SECONDS.toNanos(1) / elapsed.toNanos();
    }

    public double percentileMicros(double percentile) {
        return micros(latency.getValueAtPercentile(percentile));
    }

    /** Of the right answers alone. */
    public double servedMicros(double percentile) {
        return micros(served.getValueAtPercentile(percentile));
    }

    /** Right answers a second. */
    public double servedPerSecond() {
        return perSecond(count(Verdict.RIGHT));
    }

    public double maxMicros() {
        return micros(latency.getMaxValue());
    }

    private static double micros(long nanos) {
        return nanos / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}
