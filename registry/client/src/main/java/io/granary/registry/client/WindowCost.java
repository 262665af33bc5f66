package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

/**
 * What a window of an aggregation takes at read.
 *
 * @param feature such as {@code delay_7d}
 * @param tiles the most that one read touches
 * @param fields of the entity's hash, the most that one read takes
 */
public record WindowCost(String feature, int tiles, int fields) {

    public WindowCost {
        requireNonNull(feature, "feature");
    }
}
