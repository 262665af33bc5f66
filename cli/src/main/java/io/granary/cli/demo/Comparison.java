package io.granary.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts how many values were compared and how many differ, and keeps the first differences to show. */
final class Comparison {

    private static final int MAX_EXAMPLES = 10;
    private static final double RELATIVE_TOLERANCE = 1e-12;

    private final List<String> examples = new ArrayList<>();
    private long checked;
    private long wrong;

    /** Compares one value; numbers by value, whatever their class. */
    void compare(String where, @Nullable Object expected, @Nullable Object actual) {
        checked++;
        if (!same(expected, actual)) {
            wrong++;
            if (examples.size() < MAX_EXAMPLES) {
                examples.add(where + ": " + actual + " (expected: " + expected + ")");
            }
        }
    }

    long checked() {
        return checked;
    }

    long wrong() {
        return wrong;
    }

    /** The first differences, for people. */
    List<String> examples() {
        return List.copyOf(examples);
    }

    private static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Number left && actual instanceof Number right) {
            double difference = Math.abs(left.doubleValue() - right.doubleValue());
            return difference <= RELATIVE_TOLERANCE * Math.abs(left.doubleValue());
        }
        return expected == null ? actual == null : expected.equals(actual);
    }
}
