package io.granary.benchmarks.ingest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the benchmark of ingestion does.
 *
 * @param events preloaded into the topic for each case
 * @param span of event time that they are spread over
 * @param threads of each stream application
 */
record IngestLoad(List<IngestCase> cases, long events, Duration span, int threads) {

    private static final int LEAST_EVENTS = 1_000;

    IngestLoad {
        cases = List.copyOf(cases);
        require("--events", events, LEAST_EVENTS);
        require("--threads", threads, 1);
        require("--hours", span.toHours(), 1);
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("events", (double) events);
        numbers.put("hours", (double) span.toHours());
        numbers.put("stream_threads", (double) threads);
        return numbers;
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
