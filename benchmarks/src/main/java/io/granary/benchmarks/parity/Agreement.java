package io.granary.benchmarks.parity;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts answers that differ from what is right, and shows the first few. */
final class Agreement {

    private static final int SHOWN = 20;

    private final Consumer<String> progress;
    private final Map<String, Long> mismatches = new TreeMap<>();
    private long compared;
    private long wrong;

    Agreement(Consumer<String> progress) {
        this.progress = progress;
    }

    /** @param kind of comparison, under which it is counted */
    void require(boolean holds, String kind, String what, String right, String found) {
        compared++;
        if (!holds) {
            wrong++;
            mismatches.merge(kind, 1L, Long::sum);
            if (wrong <= SHOWN) {
                progress.accept("MISMATCH " + kind + ": " + what + ": " + found + " (expected: " + right + ")");
            }
        }
    }

    void requireEqual(String kind, String what, String right, String found) {
        require(right.equals(found), kind, what, right, found);
    }

    long compared() {
        return compared;
    }

    long mismatches(String kind) {
        return mismatches.getOrDefault(kind, 0L);
    }
}
