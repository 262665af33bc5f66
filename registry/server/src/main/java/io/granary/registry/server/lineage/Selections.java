package io.granary.registry.server.lineage;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.Kind;
import io.granary.core.definition.View;
import java.util.List;

/** Which features a selection names. */
final class Selections {

    private final Definitions definitions;

    Selections(Definitions definitions) {
        this.definitions = definitions;
    }

    /** In the order asked; those of the whole view when none is. */
    List<String> features(FeatureSelection selection) {
        if (!selection.features().isEmpty()) {
            return selection.features();
        }
        return definitions.find(Kind.FEATURE_VIEW, selection.view()) instanceof View view
                ? view.featureNames()
                : List.of();
    }
}
