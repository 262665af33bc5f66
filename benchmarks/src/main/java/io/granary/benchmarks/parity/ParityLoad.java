package io.granary.benchmarks.parity;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much a parity run does.
 *
 * @param file of flights, as the example repository has
 * @param flights of the file that are played
 * @param points at which answers are compared
 * @param segments that the stream is cut into; at the end of each some points are asked for
 * @param kills of the ingesting worker while it works
 * @param seed of everything that is drawn
 * @param sparkJars folder of the Spark engine's jars
 */
record ParityLoad(Path file, int flights, int points, int segments, int kills, long seed, Path sparkJars) {

    ParityLoad {
        require("--flights", flights, 1_000);
        require("--segments", segments, 2);
        require("--points", points, segments);
        require("--kills", kills, 0);
        if (kills + 2 > segments) {
            throw new IllegalArgumentException("--kills: " + kills + " (expected: at most " + (segments - 2) + ")");
        }
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("flights", (double) flights);
        numbers.put("segments", (double) segments);
        numbers.put("seed", (double) seed);
        return numbers;
    }

    private static void require(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
