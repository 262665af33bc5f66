package io.granary.serving.plan;

import io.granary.core.GranaryException;

/**
 * The input of a model: one row of floats an entity row, NaN where a value is missing.
 *
 * @param values row after row; not copied, not changed afterwards
 */
public record FeatureMatrix(int rows, int columns, float[] values) {

    public FeatureMatrix {
        if (values.length != (long) rows * columns) {
            throw GranaryException.invalid("values", values.length, rows + " rows of " + columns);
        }
    }

    public float value(int row, int column) {
        return values[row * columns + column];
    }
}
