package io.granary.offline.engine.plan;

import io.granary.core.definition.OnDemandFeatureView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An on-demand view with the places of its inputs.
 *
 * @param inputs by the name that the view's expressions use
 * @param requestColumns request field to the column of the entity frame that holds it
 */
public record PlannedOnDemand(
        OnDemandFeatureView view, Map<String, PlannedFeature.Stored> inputs, Map<String, String> requestColumns) {

    public PlannedOnDemand {
        inputs = Map.copyOf(new LinkedHashMap<>(inputs));
        requestColumns = Map.copyOf(requestColumns);
    }
}
