package io.granary.serving.plan;

import io.granary.core.type.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Features given row by row. */
record ListBatch(List<Column> features, @Nullable Object[][] values) implements FeatureBatch {

    static ListBatch of(List<Column> features, @Nullable Object[]... rows) {
        return new ListBatch(features, rows);
    }

    static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    @Override
    public int rows() {
        return values.length;
    }

    @Override
    public @Nullable Object value(int feature, int row) {
        return values[row][feature];
    }

    @Override
    public String status(int feature, int row) {
        return value(feature, row) == null ? "NULL_VALUE" : "PRESENT";
    }

    @Override
    public long eventMicros(int feature, int row) {
        return 1_000_000L * feature + row;
    }
}
