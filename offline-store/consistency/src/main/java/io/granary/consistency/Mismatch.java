package io.granary.consistency;

import io.granary.core.view.FeatureStatus;
import org.jspecify.annotations.Nullable;

/**
 * A value of a group that a training set does not have.
 *
 * @param asked the feature's place in the answers
 * @param planned its place in the training set's plan
 */
record Mismatch(
        AnswerGroup.AskedRow row,
        int asked,
        int planned,
        @Nullable Object offline) {

    @Nullable
    Object online() {
        return row.values()[asked];
    }

    FeatureStatus status() {
        return row.statuses().get(asked);
    }

    /** Epoch microseconds; 0: none was told. */
    long eventMicros() {
        return row.eventMicros().get(asked);
    }

    long timeMicros() {
        return row.timeMicros();
    }
}
