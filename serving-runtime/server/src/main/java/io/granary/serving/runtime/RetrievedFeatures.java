package io.granary.serving.runtime;

import io.granary.core.type.Column;
import io.granary.online.serving.FeatureVectors;
import io.granary.serving.plan.FeatureBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Online features as a plan sees them. */
record RetrievedFeatures(FeatureVectors vectors) implements FeatureBatch {

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
