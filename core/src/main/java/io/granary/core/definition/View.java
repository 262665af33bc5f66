package io.granary.core.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named group of features that references such as {@code view:feature} point into. */
public sealed interface View extends Definition permits FeatureView, OnDemandFeatureView {

    /**
     * Those that the view lists, in the order of the definition; names are unique within the view. {@link
     * Definitions#features} has those of windows, too.
     */
    List<Feature> features();

    /** The names of all features, those of windows too, in the order of the definition. */
    default List<String> featureNames() {
        return features().stream().map(Feature::name).toList();
    }

    /** The one of {@link #features} of that name, or null. */
    default @Nullable Feature findFeature(String name) {
        for (Feature feature : features()) {
            if (feature.name().equals(name)) {
                return feature;
            }
        }
        return null;
    }
}
