package io.granary.training;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Grows a {@link TrainingTable} row by row. */
final class TrainingTableBuilder {

    private static final int INITIAL_ROWS = 1024;

    private final List<FeatureColumn> features;
    private float[] values;
    private float[] labels = new float[INITIAL_ROWS];
    private long[] timeMicros = new long[INITIAL_ROWS];
    private int rows;

    TrainingTableBuilder(List<FeatureColumn> features) {
        this.features = List.copyOf(features);
        this.values = new float[INITIAL_ROWS * features.size()];
    }

    /** Adds the current row of a result, whose features start at a column. */
    void add(double label, long micros, ResultSet row, int firstColumn) throws SQLException {
        growWhenFull();
        for (int i = 0; i < features.size(); i++) {
            values[rows * features.size() + i] = read(features.get(i), row, firstColumn + i);
        }
        labels[rows] = (float) label;
        timeMicros[rows] = micros;
        rows++;
    }

    TrainingTable build() {
        return new TrainingTable(
                features,
                Arrays.copyOf(values, rows * features.size()),
                Arrays.copyOf(labels, rows),
                Arrays.copyOf(timeMicros, rows));
    }

    private float read(FeatureColumn feature, ResultSet row, int column) throws SQLException {
        float value = feature.read(row, column);
        if (Float.isInfinite(value)) {
            throw GranaryException.invalid(
                    "feature " + feature.name(),
                    row.getObject(column),
                    "a number that a 32-bit float holds; exclude the feature to train without it");
        }
        return value;
    }

    private void growWhenFull() {
        if (rows < labels.length) {
            return;
        }
        long cells = 2L * labels.length * features.size();
        if (cells > Integer.MAX_VALUE - 8) {
            throw new GranaryException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "training set: more than " + rows + " rows (expected: fewer; train on a sample)");
        }
        values = Arrays.copyOf(values, (int) cells);
        labels = Arrays.copyOf(labels, 2 * labels.length);
        timeMicros = Arrays.copyOf(timeMicros, 2 * timeMicros.length);
    }
}
