package io.granary.benchmarks.offline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often training sets are killed.
 *
 * @param kills of each engine's job
 * @param seed of the moments at which they are
 */
record OfflineKillLoad(OfflineLoad tables, int kills, long seed) {

    OfflineKillLoad {
        if (kills < 1) {
            throw new IllegalArgumentException("--kills: " + kills + " (expected: 1 or more)");
        }
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>(tables.numbers());
        numbers.put("kills", (double) kills);
        numbers.put("seed", (double) seed);
        return numbers;
    }
}
