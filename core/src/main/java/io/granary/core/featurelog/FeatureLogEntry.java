package io.granary.core.featurelog;

import io.granary.core.key.EntityKey;
import org.jspecify.annotations.Nullable;

/** What the feature log says of one field of one entity key: a row of a view, or a state of a view's windows. */
public sealed interface FeatureLogEntry permits FeatureLogRecord, WindowState {

    EntityKey key();

    /** The online store's field. */
    String field();

    /**
     * What the online store keeps, not to be changed: of two entries of a field the one whose bytes are greater stays.
     * Null deletes the field.
     */
    byte @Nullable [] stored();

    /**
     * An event timestamp in epoch microseconds: a stored row before it gives way, whichever is greater. Null: the greater
     * one stays.
     */
    default @Nullable Long replacesBefore() {
        return null;
    }
}
