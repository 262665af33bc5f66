package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

/**
 * What a window of an aggregation takes at read.
 *
 * @param feature such as {@code delay_7d}
 * @param tiles the most that one read touches
 */
public record WindowCost(String feature, int tiles) {

    public WindowCost {
        requireNonNull(feature, "feature");
    }
}
