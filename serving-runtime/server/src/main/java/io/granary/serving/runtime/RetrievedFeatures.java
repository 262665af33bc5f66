package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.view.FeatureStatus;
import io.granary.online.serving.FeatureVectors;
import io.granary.serving.plan.FeatureBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Online features as a plan sees them. */
record RetrievedFeatures(FeatureVectors vectors) implements FeatureBatch {

    /**
     * Features to predict from. A value that is missing because the store did not answer is not one that does not exist:
     * a model would take it for that, and answer wrongly with no sign of it.
     *
     * @throws GranaryException (UNAVAILABLE) naming such a feature, unless the service gives a default for it
     */
    static RetrievedFeatures of(FeatureVectors vectors) {
        List<Column> features = vectors.plan().features();
        for (int feature = 0; feature < features.size(); feature++) {
            for (int row = 0; row < vectors.rows(); row++) {
                if (vectors.status(feature, row) == FeatureStatus.UNAVAILABLE && vectors.value(feature, row) == null) {
                    throw new GranaryException(
                            ErrorCode.UNAVAILABLE,
                            "Cannot predict: the online store did not answer for "
                                    + features.get(feature).name());
                }
            }
        }
        return new RetrievedFeatures(vectors);
    }

    @Override
    public int rows() {
        return vectors.rows();
    }

    @Override
    public List<Column> features() {
        return vectors.plan().features();
    }

    @Override
    public @Nullable Object value(int feature, int row) {
        return vectors.value(feature, row);
    }

    @Override
    public String status(int feature, int row) {
        return vectors.status(feature, row).name();
    }

    @Override
    public long eventMicros(int feature, int row) {
        return vectors.eventMicros(feature, row);
    }
}
