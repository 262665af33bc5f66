package io.granary.serving.plan;

import io.granary.core.type.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some rows of retrieved features. */
record SelectedFeatures(FeatureBatch all, int[] places) implements FeatureBatch {

    @Override
    public int rows() {
        return places.length;
    }

    @Override
    public List<Column> features() {
        return all.features();
    }

    @Override
    public @Nullable Object value(int feature, int row) {
        return all.value(feature, places[row]);
    }

    @Override
    public String status(int feature, int row) {
        return all.status(feature, places[row]);
    }

    @Override
    public long eventMicros(int feature, int row) {
        return all.eventMicros(feature, places[row]);
    }
}
