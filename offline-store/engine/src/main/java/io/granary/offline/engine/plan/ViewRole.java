package io.granary.offline.engine.plan;

import io.granary.core.definition.FeatureView;
import java.util.List;

/**
 * A view asked with the join keys that some columns of the entity frame hold.
 *
 * @param frameColumns in the order of the view's join keys
 */
public record ViewRole(FeatureView view, List<String> frameColumns) {

    public ViewRole {
        frameColumns = List.copyOf(frameColumns);
    }
}
