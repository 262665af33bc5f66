package io.granary.offline.engine.plan;

import io.granary.core.definition.Feature;

/** A feature of the output, and where its value comes from. */
public sealed interface PlannedFeature permits PlannedFeature.Stored, PlannedFeature.OnDemand, PlannedFeature.Status {

    /** {@code role__feature}. */
    String fullName();

    Feature feature();

    /**
     * A value of the row, or of the windows, that a view has for an entity row.
     *
     * @param role index into {@link TrainingSetPlan#roles()}
     * @param column index into {@link TrainingSetPlan#schema}
     */
    record Stored(String fullName, Feature feature, int role, int column) implements PlannedFeature {}

    /**
     * A value computed from other features and columns of the entity frame.
     *
     * @param view index into {@link TrainingSetPlan#onDemand()}
     * @param position of the feature in its view
     */
    record OnDemand(String fullName, Feature feature, int view, int position) implements PlannedFeature {}

    /**
     * Whether there is a label, as text.
     *
     * @param role index into {@link TrainingSetPlan#roles()}
     */
    record Status(String fullName, Feature feature, int role) implements PlannedFeature {}
}
