package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.type.DataType;
import io.granary.core.view.FeatureStatus;
import org.jspecify.annotations.Nullable;

/**
 * A feature that is stored.
 *
 * @param role index of the plan's entity role
 * @param view index of the view in the role's group
 * @param moment index of the moment among the view's
 * @param ordinal index of the feature among those wanted of the view
 */
record StoredFeature(int role, int view, int moment, int ordinal, DataType type) implements FeatureOrigin {

    /** Whether two features have the same event timestamps. */
    boolean sharesMomentWith(StoredFeature other) {
        return role == other.role && view == other.view && moment == other.moment;
    }

    @Override
    public @Nullable Object value(RetrievedRows rows, int row) {
        return rows.cells().value(rows.cell(this, row), type);
    }

    @Override
    public FeatureStatus status(RetrievedRows rows, int row) {
        FeatureStatus status = rows.status(this, row);
        return status == FeatureStatus.PRESENT && rows.cells().isNull(rows.cell(this, row))
                ? FeatureStatus.NULL_VALUE
                : status;
    }

    @Override
    public long eventMicros(RetrievedRows rows, int row) {
        return rows.eventMicros(this, row);
    }

    @Override
    public void explain(RetrievedRows rows, int row, ObjectNode json) {
        rows.explain(this, row, json);
    }
}
