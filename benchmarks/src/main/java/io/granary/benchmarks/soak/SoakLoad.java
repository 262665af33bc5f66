package io.granary.benchmarks.soak;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the soak asks for.
 *
 * @param duration of all slices together, hello's turns among them
 * @param sharePercent of the capacity that an open loop asks for
 */
record SoakLoad(Duration duration, int sharePercent, Duration warmup) {

    /** Ten tenths of so many slices each. */
    static final int SLICES_PER_TENTH = 4;

    static final int SLICES = 10 * SLICES_PER_TENTH;
    static final int CONNECTIONS = 16;

    private static final int HELLO_SHARE = 6;

    SoakLoad {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("--minutes: " + duration + " (expected: > 0)");
        }
        if (sharePercent < 1 || sharePercent > 100) {
            throw new IllegalArgumentException("--share: " + sharePercent + " (expected: 1 to 100 percent)");
        }
    }

    /** How long the server is asked in a slice. */
    Duration serverTurn() {
        return duration.dividedBy(SLICES).minus(helloTurn());
    }

    /** How long hello is asked in a slice. */
    Duration helloTurn() {
        return duration.dividedBy(SLICES * HELLO_SHARE);
    }

    Map<String, Double> numbers(double perSecond) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("minutes", duration.toMillis() / 60_000.0);
        numbers.put("connections", (double) CONNECTIONS);
        numbers.put("requests_per_s", perSecond);
        return numbers;
    }
}
