package io.granary.benchmarks;

/**
 * How a server is loaded: each connection sends its next request when the last one is answered.
 *
 * @param connections kept alive
 * @param warmupSeconds at least, before the measured part
 * @param measuredSeconds of each case
 */
record Load(int connections, int warmupSeconds, int measuredSeconds) {

    Load {
        requirePositive("--connections", connections);
        requirePositive("--warmup", warmupSeconds);
        requirePositive("--seconds", measuredSeconds);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
