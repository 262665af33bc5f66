package io.granary.online.serving;

import io.granary.core.view.FeatureStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the store said of one view for one entity key.
 *
 * @param status PRESENT when the row may be used; else the status of every feature in it
 * @param eventMicros the row's event timestamp; 0 when there is none
 * @param values of the features that the reader wants, in its order; all null unless the row may be used
 */
record ReadRow(
        FeatureStatus status, long eventMicros, @Nullable Object[] values) {

    FeatureStatus status(int ordinal) {
        return status == FeatureStatus.PRESENT && values[ordinal] == null ? FeatureStatus.NULL_VALUE : status;
    }

    boolean hasEvent() {
        return status == FeatureStatus.PRESENT || status == FeatureStatus.OUTSIDE_MAX_AGE;
    }
}
