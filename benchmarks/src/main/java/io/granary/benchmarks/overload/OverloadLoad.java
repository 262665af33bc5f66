package io.granary.benchmarks.overload;

import io.granary.benchmarks.online.Shape;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the overload benchmark asks for.
 *
 * @param shape of the requests
 * @param maxConcurrentRequests what the server is configured to take on
 * @param connections of the load; in an open loop they only bound how many requests are under way
 * @param warmupSeconds at least
 * @param measuredSeconds of each rate
 */
record OverloadLoad(Shape shape, int maxConcurrentRequests, int connections, int warmupSeconds, int measuredSeconds) {

    OverloadLoad {
        requirePositive("--max-concurrent-requests", maxConcurrentRequests);
        requirePositive("--connections", connections);
        requirePositive("--warmup", warmupSeconds);
        requirePositive("--seconds", measuredSeconds);
    }

    Duration warmup() {
        return Duration.ofSeconds(warmupSeconds);
    }

    Duration measured() {
        return Duration.ofSeconds(measuredSeconds);
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("max_concurrent_requests", (double) maxConcurrentRequests);
        numbers.put("connections", (double) connections);
        numbers.put("warmup_seconds", (double) warmupSeconds);
        numbers.put("measured_seconds", (double) measuredSeconds);
        return numbers;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
