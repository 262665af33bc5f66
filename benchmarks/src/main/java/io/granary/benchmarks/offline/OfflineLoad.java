package io.granary.benchmarks.offline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the benchmark of point-in-time joins does.
 *
 * @param rows entity rows
 * @param features rows of the largest of four tables
 * @param ttlDays of every view, one after the other
 * @param growth rows of the largest table, from small to large, one after the other
 * @param flights Parquet with the columns of the example's flights
 * @param memory heap of Spark's SQL, such as {@code 4g}
 * @param engineMemory heap of the Spark engine
 * @param sparkJars folder of the Spark engine's jars
 */
record OfflineLoad(
        int rows,
        int features,
        List<Integer> ttlDays,
        List<Integer> growth,
        Path flights,
        String memory,
        String engineMemory,
        Path sparkJars) {

    static final String MASTER = "local[2]";

    OfflineLoad {
        ttlDays = List.copyOf(ttlDays);
        growth = List.copyOf(growth);
        if (!Files.isRegularFile(flights)) {
            throw new IllegalArgumentException("--file: " + flights + " (expected: a Parquet file of flights)");
        }
        if (!growth.equals(
                growth.stream().filter(size -> size > 0).distinct().sorted().toList())) {
            throw new IllegalArgumentException(
                    "--growth: " + growth + " (expected: numbers above 0, from small to large)");
        }
        if (rows < 1 || features < 1 || ttlDays.isEmpty()) {
            throw new IllegalArgumentException("--rows, --features, --ttl-days: " + rows + ", " + features + ", "
                    + ttlDays + " (expected: 1 or more each)");
        }
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("rows", (double) rows);
        numbers.put("features", (double) features);
        return numbers;
    }
}
