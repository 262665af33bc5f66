package io.granary.online.serving;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a retrieval, column by column: for each feature of the plan and each entity row a value, a status and
 * an event timestamp. Not changed after it is handed out.
 */
public final class FeatureVectors {

    private final RetrievalPlan plan;
    private final int rows;
    private final @Nullable Object[][] values;
    private final FeatureStatus[][] statuses;
    private final long[][] eventMicros;

    FeatureVectors(
            RetrievalPlan plan,
            int rows,
            @Nullable Object[][] values,
            FeatureStatus[][] statuses,
            long[][] eventMicros) {
        this.plan = plan;
        this.rows = rows;
        this.values = values;
        this.statuses = statuses;
        this.eventMicros = eventMicros;
    }

    /** What was asked; {@link RetrievalPlan#features()} names and types the features of this answer. */
    public RetrievalPlan plan() {
        return plan;
    }

    public int rows() {
        return rows;
    }

    /** The value as its type's Java class; null unless there is a value or a default for it. */
    public @Nullable Object value(int feature, int row) {
        return values[feature][row];
    }

    public FeatureStatus status(int feature, int row) {
        return statuses[feature][row];
    }

    /** When the value was true, in epoch microseconds; 0 when there is none. */
    public long eventMicros(int feature, int row) {
        return eventMicros[feature][row];
    }
}
