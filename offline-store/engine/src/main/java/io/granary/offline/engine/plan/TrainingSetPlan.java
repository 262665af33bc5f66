package io.granary.offline.engine.plan;

import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.DataType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A list of features, resolved: the views to ask in their roles, the on-demand views to compute, and the place of each
 * feature. A view that is asked with the same columns under several names is asked once.
 *
 * @param features in the order asked
 * @param frameColumns columns that the entity frame must have, with their types; the event timestamp is not among them
 */
public record TrainingSetPlan(
        Revision revision,
        List<ViewRole> roles,
        List<PlannedOnDemand> onDemand,
        List<PlannedFeature> features,
        Map<String, DataType> frameColumns) {

    public TrainingSetPlan {
        roles = List.copyOf(roles);
        onDemand = List.copyOf(onDemand);
        features = List.copyOf(features);
        frameColumns = Map.copyOf(frameColumns);
    }

    /** @throws io.granary.core.GranaryException naming what does not exist, is asked twice, or has no past at rest */
    public static TrainingSetPlan of(Revision revision, List<FeatureSelection> selections) {
        PlanBuilder builder = new PlanBuilder(revision);
        selections.forEach(builder::add);
        return builder.build();
    }

    /** The views of all roles, each once. */
    public List<FeatureView> views() {
        return List.copyOf(
                new LinkedHashSet<>(roles.stream().map(ViewRole::view).toList()));
    }
}
