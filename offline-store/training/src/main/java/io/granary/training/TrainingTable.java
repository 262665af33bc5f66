package io.granary.training;

import java.util.List;

/**
 * Labelled rows in memory.
 *
 * @param values row after row, one float a feature; NaN is missing
 * @param labels 0 or 1
 * @param timeMicros of each row, in epoch microseconds
 */
record TrainingTable(List<FeatureColumn> features, float[] values, float[] labels, long[] timeMicros) {

    int rows() {
        return labels.length;
    }

    int width() {
        return features.size();
    }

    double baseRate() {
        double positives = 0;
        for (float label : labels) {
            positives += label;
        }
        return positives / rows();
    }

    TrainingTable select(int[] rows) {
        float[] selectedValues = new float[rows.length * width()];
        float[] selectedLabels = new float[rows.length];
        long[] selectedTimes = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width(), selectedValues, i * width(), width());
            selectedLabels[i] = labels[rows[i]];
            selectedTimes[i] = timeMicros[rows[i]];
        }
        return new TrainingTable(features, selectedValues, selectedLabels, selectedTimes);
    }
}
