package io.granary.benchmarks.offline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often jobs are killed, and how much they do.
 *
 * @param rows of the training set, and of each materialization
 * @param features rows of the largest of four tables
 * @param kills of each engine's job
 * @param seed of the moments at which they are
 * @param memory heap of Spark, such as {@code 1g}
 * @param sparkJars folder of the Spark engine's jars
 */
record OfflineKillLoad(int rows, int features, int kills, long seed, String memory, Path sparkJars) {

    OfflineKillLoad {
        if (rows < 1 || features < 1 || kills < 1) {
            throw new IllegalArgumentException("--rows, --features, --kills: " + rows + ", " + features + ", " + kills
                    + " (expected: 1 or more each)");
        }
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("rows", (double) rows);
        numbers.put("features", (double) features);
        numbers.put("kills", (double) kills);
        numbers.put("seed", (double) seed);
        return numbers;
    }
}
