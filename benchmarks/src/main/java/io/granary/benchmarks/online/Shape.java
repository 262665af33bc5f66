package io.granary.benchmarks.online;

import java.util.List;

/**
 * The size of a request: so many entity rows by so many features.
 *
 * @param features of the first views of the benchmark's project
 */
public record Shape(int entities, int features) {

    /** Every window of one entity: {@value WindowProject#VIEWS} views x 3 windows x 3 functions. */
    static final Shape WINDOWS = new Shape(1, WindowProject.VIEWS * 3 * 3);

    /** From a single small vector to a large batch, and windows. */
    static final List<Shape> ALL = List.of(
            new Shape(1, 10),
            new Shape(1, 50),
            new Shape(10, 50),
            new Shape(100, 50),
            new Shape(100, 250),
            new Shape(500, 50),
            WINDOWS);

    private static final String WINDOWS_NAME = "windows";

    public Shape {
        requireWithin("entities", entities, OnlineProject.ENTITIES);
        requireWithin("features", features, OnlineProject.FEATURES);
    }

    /** @param text such as {@code 10x50}, or {@code windows} */
    public static Shape parse(String text) {
        if (text.equals(WINDOWS_NAME)) {
            return WINDOWS;
        }
        if (!text.matches("\\d{1,4}x\\d{1,4}")) {
            throw new IllegalArgumentException(
                    "cases: " + text + " (expected: windows, or entities x features, such as 10x50)");
        }
        String[] numbers = text.split("x", -1);
        return new Shape(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    /** How many views have these features. */
    int views() {
        return (features + OnlineProject.FEATURES_PER_VIEW - 1) / OnlineProject.FEATURES_PER_VIEW;
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + most + ")");
        }
    }

    boolean isWindows() {
        return equals(WINDOWS);
    }

    @Override
    public String toString() {
        return isWindows() ? WINDOWS_NAME : entities + "x" + features;
    }
}
