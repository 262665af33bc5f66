package io.granary.benchmarks.registry;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** When the answers of one connection came and how long each took. Written by one thread; read by others after its end. */
final class AnswerTimes {

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long[] ends = new long[FIRST_CAPACITY];
    private long[] latencies = new long[FIRST_CAPACITY];
    private int count;

    /** Takes in an answer, by {@link System#nanoTime()}; each ends later than the one before. */
    void add(long start, long end) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            latencies = Arrays.copyOf(latencies, 2 * count);
        }
        ends[count] = end;
        latencies[count++] = Math.min(end - start, MOST_NANOS);
    }

    /** Adds the latencies of all answers, in nanoseconds. */
    void addTo(Histogram all) {
        for (int i = 0; i < count; i++) {
            all.recordValue(latencies[i]);
        }
    }

    /** Adds the latencies of the answers that were awaited at some time of a span. */
    void addTo(Histogram some, Span span) {
        for (int i = first(span.from()); i < count && ends[i] - latencies[i] <= span.until(); i++) {
            some.recordValue(latencies[i]);
        }
    }

    /** The first answer at a time or later. */
    private int first(long nanos) {
        int found = Arrays.binarySearch(ends, 0, count, nanos);
        return found < 0 ? -found - 1 : found;
    }

    /** From one {@link System#nanoTime()} to another. */
    record Span(long from, long until) {}
}
