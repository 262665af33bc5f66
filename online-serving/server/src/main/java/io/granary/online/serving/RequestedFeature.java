package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.View;

/** One feature of an answer: which feature of which view, in which role. */
record RequestedFeature(FeatureSelection selection, View view, Feature feature) {

    /** How an error calls it, such as {@code airport_facts:city as origin}. */
    String reference() {
        String reference = view.name() + ":" + feature.name();
        return selection.as() == null ? reference : reference + " as " + selection.as();
    }

    String name(FeatureNames names) {
        return switch (names) {
            case BARE -> feature.name();
            case FULL -> selection.fullName(feature.name());
        };
    }
}
