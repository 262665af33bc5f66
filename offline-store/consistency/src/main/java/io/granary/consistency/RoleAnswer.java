package io.granary.consistency;

import io.granary.core.view.FeatureStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a source say of an entity key.
 *
 * @param values in the order of the view's schema; null when there are none
 * @param eventMicros of the row they are of; null when they are of windows, or of none
 */
record RoleAnswer(
        FeatureStatus status,
        @Nullable Object @Nullable [] values,
        @Nullable Long eventMicros) {}
