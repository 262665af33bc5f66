package io.granary.benchmarks.online;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much the benchmark of page spans does.
 *
 * @param entities that are stored
 * @param everySeconds between two events of an entity, on average
 * @param reads of one entity
 */
record PageSpansLoad(int entities, int everySeconds, int reads) {

    PageSpansLoad {
        require("--entities", entities);
        require("--every", everySeconds);
        require("--reads", reads);
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("entities", (double) entities);
        numbers.put("every_s", (double) everySeconds);
        numbers.put("reads", (double) reads);
        return numbers;
    }

    private static void require(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
