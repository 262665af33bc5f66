package io.granary.benchmarks.online;

import java.util.List;

/**
 * The size of a request: so many entity rows by so many features.
 *
 * @param features of the first views of the benchmark's project
 */
public record Shape(int entities, int features) {

    /** From a single small vector to a large batch. */
    static final List<Shape> ALL = List.of(
            new Shape(1, 10),
            new Shape(1, 50),
            new Shape(10, 50),
            new Shape(100, 50),
            new Shape(100, 250),
            new Shape(500, 50));

    public Shape {
        requireWithin("entities", entities, OnlineProject.ENTITIES);
        requireWithin("features", features, OnlineProject.FEATURES);
    }

    /** @param text such as {@code 10x50} */
    public static Shape parse(String text) {
        if (!text.matches("\\d{1,4}x\\d{1,4}")) {
            throw new IllegalArgumentException("cases: " + text + " (expected: entities x features, such as 10x50)");
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

    @Override
    public String toString() {
        return entities + "x" + features;
    }
}
