package io.granary.online.serving;

import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.view.FeatureStatus;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a retrieval, column by column: for each feature of the plan and each entity row a value, a status and
 * an event timestamp. Not changed after it is handed out.
 */
public final class FeatureVectors {

    private final RetrievedRows rows;

    FeatureVectors(RetrievedRows rows) {
        this.rows = rows;
    }

    /** What was asked; {@link RetrievalPlan#features()} names and types the features of this answer. */
    public RetrievalPlan plan() {
        return rows.plan();
    }

    /** Whether the store did not answer for every entity; the status of what is missing for that is UNAVAILABLE. */
    public boolean isDegraded() {
        return rows.isDegraded();
    }

    public int rows() {
        return rows.count();
    }

    /** The value as its type's Java class; null unless there is a value or a default for it. */
    public @Nullable Object value(int feature, int row) {
        PlannedFeature planned = planned(feature);
        return plan().onMissing() == OnMissing.DEFAULT
                        && hasDefault(planned.origin().status(rows, row))
                ? planned.defaultValue()
                : planned.origin().value(rows, row);
    }

    private static boolean hasDefault(FeatureStatus status) {
        return status == FeatureStatus.NOT_FOUND || status == FeatureStatus.UNAVAILABLE;
    }

    public FeatureStatus status(int feature, int row) {
        return planned(feature).origin().status(rows, row);
    }

    /** When the value was true, in epoch microseconds; 0 when there is none. */
    public long eventMicros(int feature, int row) {
        return planned(feature).origin().eventMicros(rows, row);
    }

    /** Whether two features are known to have the same event timestamps in every row, as those of one view have. */
    boolean haveSameEvents(int feature, int other) {
        return plan().timeline(feature) == plan().timeline(other);
    }

    private PlannedFeature planned(int feature) {
        return plan().plannedFeatures().get(feature);
    }

    /** What the request gave for one of {@link RetrievalPlan#requestColumns()}, as its type's Java class. */
    public @Nullable Object requestValue(int column, int row) {
        return rows.entities().value(column, row);
    }

    /** The rows from which all this is told. */
    RetrievedRows retrieved() {
        return rows;
    }
}
