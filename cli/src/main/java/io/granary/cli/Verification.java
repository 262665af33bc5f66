package io.granary.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came out of looking at a training set.
 *
 * @param damage a line for each file that is not what was written
 * @param rows how many differ from those that were made again; null: none were
 * @param columns in how many rows each column differs
 * @param changes what happened to the sources since, a line a file
 * @param example column to value, of one row that differs
 */
record Verification(
        List<String> damage,
        @Nullable Long rows,
        Map<String, Long> columns,
        List<String> changes,
        Map<String, String> example) {

    static Verification ofFiles(List<String> damage) {
        return new Verification(damage, null, Map.of(), List.of(), Map.of());
    }

    static Verification equal(List<String> changes) {
        return new Verification(List.of(), 0L, Map.of(), changes, Map.of());
    }

    boolean isSound() {
        return damage.isEmpty() && (rows == null || rows == 0);
    }
}
