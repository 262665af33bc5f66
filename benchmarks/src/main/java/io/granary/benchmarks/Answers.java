package io.granary.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a server answered in some time.
 *
 * @param latency of each request, in nanoseconds
 * @param wrong answers of another status than 200, or of another length than the checked one
 */
record Answers(Histogram latency, long wrong, Duration elapsed) {

    long count() {
        return latency.getTotalCount();
    }

    double percentileMicros(double percentile) {
        return latency.getValueAtPercentile(percentile) / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}
