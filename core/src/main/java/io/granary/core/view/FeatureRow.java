package io.granary.core.view;

import org.jspecify.annotations.Nullable;

/**
 * What one source row gives a feature view.
 *
 * @param keys values of the view's join keys, in the order of the definition; none is null
 * @param eventMicros event timestamp in epoch microseconds; 0 for a static table
 * @param createdMicros the source's created timestamp in epoch microseconds, or null when the source declares none
 * @param values of the view's features, in the order of its row schema
 */
public record FeatureRow(
        Object[] keys,
        long eventMicros,
        @Nullable Long createdMicros,
        @Nullable Object[] values) {}
