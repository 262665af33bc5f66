package io.granary.online.store;

import org.jspecify.annotations.Nullable;

/**
 * What one step of a {@link FieldRemoval} did.
 *
 * @param next where the next step goes on; null after the last
 * @param keys entity keys that were looked at
 * @param removed rows that are gone
 */
public record RemovalStep(@Nullable String next, int keys, int removed) {}
