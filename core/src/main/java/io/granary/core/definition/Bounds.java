package io.granary.core.definition;

import org.jspecify.annotations.Nullable;

/** A range in words. */
final class Bounds {

    private Bounds() {}

    static String text(@Nullable Object min, @Nullable Object max) {
        if (max == null) {
            return "at least " + min;
        }
        return min == null ? "at most " + max : min + " to " + max;
    }
}
