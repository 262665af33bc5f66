package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.view.FeatureStatus;
import org.jspecify.annotations.Nullable;

/** Where a feature of a plan comes from. */
sealed interface FeatureOrigin permits StoredFeature, ComputedFeature {

    /** As the type's Java class; null unless there is a value. */
    @Nullable
    Object value(RetrievedRows rows, int row);

    FeatureStatus status(RetrievedRows rows, int row);

    /** Adds to an explanation what the value for an entity row is made of. */
    void explain(RetrievedRows rows, int row, ObjectNode json);

    /** Epoch microseconds; 0 when there is no moment to tell. */
    long eventMicros(RetrievedRows rows, int row);
}
