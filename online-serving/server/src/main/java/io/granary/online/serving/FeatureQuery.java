package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for: feature references or a feature service, and how the answer names features.
 *
 * @param features references, {@code view:feature} or {@code view:*}, in the order of the answer; empty with a service
 * @param service name of a feature service; null with references
 * @param tellsVersions whether the answer lists which versions of views it comes from
 */
public record FeatureQuery(List<String> features, @Nullable String service, FeatureNames names, boolean tellsVersions) {

    public FeatureQuery {
        features = List.copyOf(features);
        if (service == null && features.isEmpty()) {
            throw GranaryException.invalid(
                    "features", features, "at least one feature reference, or a feature_service");
        }
        if (service != null && !features.isEmpty()) {
            throw GranaryException.invalid("feature_service", service, "either features or feature_service, not both");
        }
    }

    /** What a caller has to be allowed to read, each once: the service, else the views that the references name. */
    List<String> targets() {
        if (service != null) {
            return List.of(service);
        }
        return features.stream().map(FeatureReference::viewOf).distinct().toList();
    }

    public static FeatureQuery ofFeatures(List<String> features, FeatureNames names) {
        return new FeatureQuery(features, null, names, false);
    }

    public static FeatureQuery ofService(String service, FeatureNames names) {
        return new FeatureQuery(List.of(), service, names, false);
    }
}
