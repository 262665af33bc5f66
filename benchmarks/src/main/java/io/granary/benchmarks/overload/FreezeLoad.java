package io.granary.benchmarks.overload;

import io.granary.benchmarks.online.Shape;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the freeze benchmark asks for.
 *
 * @param shape of the requests
 * @param perSecond requests, in an open loop
 * @param connections enough for all requests that wait for their deadline
 * @param warmupSeconds at least, and of the stretches before and after
 * @param frozenSeconds how long Redis is stopped
 */
record FreezeLoad(Shape shape, int perSecond, int connections, int warmupSeconds, int frozenSeconds) {

    FreezeLoad {
        requirePositive("--rate", perSecond);
        requirePositive("--connections", connections);
        requirePositive("--warmup", warmupSeconds);
        requirePositive("--seconds", frozenSeconds);
    }

    Duration warmup() {
        return Duration.ofSeconds(warmupSeconds);
    }

    Duration frozen() {
        return Duration.ofSeconds(frozenSeconds);
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("rate", (double) perSecond);
        numbers.put("connections", (double) connections);
        numbers.put("warmup_seconds", (double) warmupSeconds);
        numbers.put("frozen_seconds", (double) frozenSeconds);
        return numbers;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
