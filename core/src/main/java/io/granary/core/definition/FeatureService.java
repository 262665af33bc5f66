package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.util.List;

/**
 * The list of features that a model asks for.
 *
 * @param onMissing what a request gets for a value that is not there
 * @param loggingSample share of requests whose features are logged, 0 to 1
 */
public record FeatureService(
        String name, List<FeatureSelection> features, OnMissing onMissing, double loggingSample, Metadata metadata)
        implements Definition {

    /** What a request gets for a value that is not there. */
    public enum OnMissing {
        NULL,
        DEFAULT,
        FAIL
    }

    public FeatureService {
        features = List.copyOf(features);
        if (!(loggingSample >= 0 && loggingSample <= 1)) {
            throw GranaryException.invalid("logging.sample", loggingSample, "0 to 1");
        }
    }

    @Override
    public Kind kind() {
        return Kind.FEATURE_SERVICE;
    }
}
