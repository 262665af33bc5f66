package io.granary.online.serving;

import io.granary.core.type.Column;
import org.jspecify.annotations.Nullable;

/**
 * A feature of a plan's answer.
 *
 * @param column the answer's name for it, and its type
 * @param reference what an error calls it
 * @param defaultValue what a service with {@code onMissing: default} gives for a value that is not there
 */
record PlannedFeature(
        Column column, String reference, @Nullable Object defaultValue, FeatureOrigin origin) {}
