package io.granary.core.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named group of features that references such as {@code view:feature} point into. */
public sealed interface View extends Definition permits FeatureView, OnDemandFeatureView {

    /** In the order of the definition; names are unique within the view. */
    List<Feature> features();

    /** The feature of that name, or null. */
    default @Nullable Feature findFeature(String name) {
        for (Feature feature : features()) {
            if (feature.name().equals(name)) {
                return feature;
            }
        }
        return null;
    }
}
