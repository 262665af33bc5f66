package io.granary.online.serving;

import io.granary.core.type.DataType;
import io.granary.core.view.FeatureStatus;
import org.jspecify.annotations.Nullable;

/**
 * A feature that is stored.
 *
 * @param role index of the plan's entity role
 * @param field index of the field in the role's group
 * @param ordinal index of the feature in the field's reader
 */
record StoredFeature(int role, int field, int ordinal, DataType type) implements FeatureOrigin {

    /** Whether two features are in the same rows. */
    boolean sharesRowsWith(StoredFeature other) {
        return role == other.role && field == other.field;
    }

    @Override
    public @Nullable Object value(RetrievedRows rows, int row) {
        return rows.cells().value(rows.cell(this, row), type);
    }

    @Override
    public FeatureStatus status(RetrievedRows rows, int row) {
        FeatureStatus status = rows.status(role, field, row);
        return status == FeatureStatus.PRESENT && rows.cells().isNull(rows.cell(this, row))
                ? FeatureStatus.NULL_VALUE
                : status;
    }

    @Override
    public long eventMicros(RetrievedRows rows, int row) {
        return rows.eventMicros(role, field, row);
    }
}
