package io.granary.core;

import java.util.Random;
import java.util.function.Consumer;

/** A property that is checked on random input; a failure names the seed, and {@code -Dgranary.seed=N} repeats it. */
public final class Property {

    private Property() {}

    public static void check(int times, Consumer<Random> property) {
        Long fixed = Long.getLong("granary.seed");
        long first = fixed == null ? System.nanoTime() : fixed;
        for (int i = 0; i < (fixed == null ? times : 1); i++) {
            check(first + i, property);
        }
    }

    private static void check(long seed, Consumer<Random> property) {
        try {
            property.accept(new Random(seed));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("repeat with -Dgranary.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
