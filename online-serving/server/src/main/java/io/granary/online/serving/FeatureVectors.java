package io.granary.online.serving;

import io.granary.core.view.FeatureStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a retrieval, column by column: for each feature of the plan and each entity row a value, a status and
 * an event timestamp. Not changed after it is handed out.
 */
public final class FeatureVectors {

    private final RetrievalPlan plan;
    private final BoundEntities entities;
    private final List<FeatureColumn> columns;
    private final boolean degraded;

    FeatureVectors(RetrievalPlan plan, BoundEntities entities, List<FeatureColumn> columns, boolean degraded) {
        this.plan = plan;
        this.entities = entities;
        this.columns = columns;
        this.degraded = degraded;
    }

    /** What was asked; {@link RetrievalPlan#features()} names and types the features of this answer. */
    public RetrievalPlan plan() {
        return plan;
    }

    /** Whether the store did not answer for every entity; the status of what is missing for that is UNAVAILABLE. */
    public boolean isDegraded() {
        return degraded;
    }

    public int rows() {
        return entities.rows();
    }

    /** The value as its type's Java class; null unless there is a value or a default for it. */
    public @Nullable Object value(int feature, int row) {
        return columns.get(feature).value(row);
    }

    public FeatureStatus status(int feature, int row) {
        return columns.get(feature).status(row);
    }

    /** When the value was true, in epoch microseconds; 0 when there is none. */
    public long eventMicros(int feature, int row) {
        return columns.get(feature).eventMicros(row);
    }

    /** Whether two features have the same event timestamps in every row, as those of one view do. */
    boolean haveSameEvents(int feature, int other) {
        return columns.get(feature).hasEventsOf(columns.get(other));
    }

    /** What the request gave for one of {@link RetrievalPlan#requestColumns()}, as its type's Java class. */
    public @Nullable Object requestValue(int column, int row) {
        return entities.value(column, row);
    }
}
