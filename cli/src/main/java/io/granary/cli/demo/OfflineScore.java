package io.granary.cli.demo;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.file.Path;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** What the model's native file answers, by the library that trained it: the offline score to compare with. */
final class OfflineScore implements AutoCloseable {

    private final Booster booster;

    private OfflineScore(Booster booster) {
        this.booster = booster;
    }

    static OfflineScore load(Path nativeModel) {
        try {
            return new OfflineScore(XGBoost.loadModel(nativeModel.toString()));
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    /** One probability a row; NaN is a missing value. */
    float[] predict(float[][] rows) {
        int columns = rows[0].length;
        float[] values = new float[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, values, row * columns, columns);
        }
        try {
            DMatrix matrix = new DMatrix(values, rows.length, columns, Float.NaN);
            try {
                float[][] predictions = booster.predict(matrix);
                float[] probabilities = new float[rows.length];
                for (int row = 0; row < rows.length; row++) {
                    probabilities[row] = predictions[row][0];
                }
                return probabilities;
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }

    private static GranaryException failed(XGBoostError cause) {
        return new GranaryException(ErrorCode.INTERNAL, "Cannot score offline: " + cause.getMessage(), cause);
    }
}
