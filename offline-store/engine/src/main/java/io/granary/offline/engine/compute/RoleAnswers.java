package io.granary.offline.engine.compute;

import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.plan.PlannedFeature;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the views say of an entity row, role by role; used again for the next row. Not safe for threads. */
public final class RoleAnswers {

    private final @Nullable Object[][] values;
    private final FeatureStatus[] statuses;

    /** @param roles how many there are */
    public RoleAnswers(int roles) {
        values = new @Nullable Object[roles][];
        statuses = new FeatureStatus[roles];
    }

    /** Until an answer comes, nothing is found. */
    public void clear() {
        Arrays.fill(values, null);
        Arrays.fill(statuses, FeatureStatus.NOT_FOUND);
    }

    /**
     * Takes the answer of a role.
     *
     * @param status of the row as a whole: a value in it may still be null
     * @param row in the order of the view's schema, or null when it is missing
     */
    public void put(int role, FeatureStatus status, @Nullable Object @Nullable [] row) {
        statuses[role] = status;
        values[role] = row;
    }

    /** Sets the value of a feature of a role whose row is there; of another role, nothing happens. */
    public void set(PlannedFeature.Stored feature, @Nullable Object value) {
        @Nullable Object[] row = values[feature.role()];
        if (row != null) {
            row[feature.column()] = value;
        }
    }

    /** The value of a feature, which may be null whatever its status. */
    public @Nullable Object value(PlannedFeature.Stored feature) {
        @Nullable Object[] row = values[feature.role()];
        return row == null ? null : row[feature.column()];
    }

    /** Of the row of a role as a whole. */
    public FeatureStatus status(int role) {
        return statuses[role];
    }

    /** What may be believed of a feature's value. */
    public FeatureStatus status(PlannedFeature.Stored feature) {
        FeatureStatus status = statuses[feature.role()];
        return status == FeatureStatus.PRESENT && value(feature) == null ? FeatureStatus.NULL_VALUE : status;
    }
}
