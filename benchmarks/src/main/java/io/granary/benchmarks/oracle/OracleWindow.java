package io.granary.benchmarks.oracle;

import java.util.List;

/**
 * Which event timestamps a window takes, in epoch microseconds.
 *
 * @param from the first that is in it
 * @param to the first that is not
 */
record OracleWindow(long from, long to) {

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final List<Long> HOPS = List.of(DAY, HOUR, 5 * MINUTE, MINUTE, SECOND);
    private static final int LEAST_HOPS = 12;

    static OracleWindow of(String mode, String window, long time) {
        if (mode.equals("lifetime")) {
            return new OracleWindow(Long.MIN_VALUE, time);
        }
        long length = length(window);
        long hop = hop(length);
        return switch (mode) {
            case "sawtooth" -> new OracleWindow(floor(time, hop) - length, time);
            case "hopping" -> new OracleWindow(floor(time, hop) - length, floor(time, hop));
            case "exact" -> new OracleWindow(time - length, time);
            case "tumbling_open" -> new OracleWindow(floor(time, length), time);
            case "tumbling_closed" -> new OracleWindow(floor(time, length) - length, floor(time, length));
            default -> throw new IllegalArgumentException("mode: " + mode + " (expected: one of the definitions)");
        };
    }

    boolean contains(long micros) {
        return from <= micros && micros < to;
    }

    static long length(String window) {
        long number = Long.parseLong(window.substring(0, window.length() - 1));
        return switch (window.charAt(window.length() - 1)) {
            case 's' -> number * SECOND;
            case 'm' -> number * MINUTE;
            case 'h' -> number * HOUR;
            case 'd' -> number * DAY;
            default -> throw new IllegalArgumentException("window: " + window + " (expected: such as 24h)");
        };
    }

    static long hop(long length) {
        return HOPS.stream()
                .filter(hop -> length % hop == 0 && hop <= length / LEAST_HOPS)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("window: " + length + " us (expected: from 12 s)"));
    }

    private static long floor(long time, long step) {
        return Math.floorDiv(time, step) * step;
    }
}
