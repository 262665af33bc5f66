package io.granary.benchmarks.offline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much the benchmark of training sets does.
 *
 * @param rows entity rows of the training set
 * @param events of the source, spread over {@code keys} entities and ninety days
 * @param joinShare of rows, events and keys that the range join is measured with; 1 of so many
 * @param memory heap of Spark, such as {@code 4g}
 * @param sparkJars folder of the Spark engine's jars
 */
record WindowsOfflineLoad(int rows, int events, int keys, int joinShare, String memory, Path sparkJars) {

    WindowsOfflineLoad {
        require("--rows", rows, 1);
        require("--events", events, 1);
        require("--keys", keys, 1);
        require("--join-share", joinShare, 1);
    }

    /** The size that the range join is measured with. */
    WindowsOfflineLoad smaller() {
        return new WindowsOfflineLoad(
                rows / joinShare, events / joinShare, Math.max(1, keys / joinShare), 1, memory, sparkJars);
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("rows", (double) rows);
        numbers.put("events", (double) events);
        numbers.put("keys", (double) keys);
        return numbers;
    }

    private static void require(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
