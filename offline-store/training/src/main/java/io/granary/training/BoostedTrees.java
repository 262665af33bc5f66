package io.granary.training;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A trained XGBoost model in native memory; whoever made it closes it. Not safe for threads. */
final class BoostedTrees implements AutoCloseable {

    private final Booster booster;
    private final int rounds;
    private final double validationLogLoss;

    private BoostedTrees(Booster booster, int rounds, double validationLogLoss) {
        this.booster = booster;
        this.rounds = rounds;
        this.validationLogLoss = validationLogLoss;
    }

    /** Trains until the validation log loss no longer falls, and keeps the trees up to the best round. */
    static BoostedTrees fit(
            TrainingTable train, TrainingTable validation, Hyperparameters parameters, TrainingProgress progress) {
        try (Matrix trainMatrix = Matrix.of(train);
                Matrix validationMatrix = Matrix.of(validation)) {
            Booster booster = XGBoost.train(
                    trainMatrix.matrix(), settings(parameters, train.baseRate()), 0, Map.of(), null, null);
            try {
                return new EarlyStopping(booster, trainMatrix.matrix(), validationMatrix.matrix())
                        .run(parameters, progress);
            } finally {
                booster.dispose();
            }
        } catch (XGBoostError | IOException e) {
            throw failed("train", e);
        }
    }

    static BoostedTrees load(byte[] bytes, int rounds, double validationLogLoss) throws XGBoostError, IOException {
        return new BoostedTrees(XGBoost.loadModel(bytes), rounds, validationLogLoss);
    }

    /** Number of trees. */
    int rounds() {
        return rounds;
    }

    double validationLogLoss() {
        return validationLogLoss;
    }

    /** The probability of each row. */
    float[] predict(TrainingTable rows) {
        try (Matrix matrix = Matrix.of(rows)) {
            float[][] predicted = booster.predict(matrix.matrix());
            float[] probabilities = new float[predicted.length];
            for (int i = 0; i < predicted.length; i++) {
                probabilities[i] = predicted[i][0];
            }
            return probabilities;
        } catch (XGBoostError e) {
            throw failed("predict with", e);
        }
    }

    /** The native file in XGBoost's format {@code ubj} or {@code json}. */
    byte[] bytes(String format) {
        try {
            return booster.toByteArray(format);
        } catch (XGBoostError e) {
            throw failed("save", e);
        }
    }

    void nameFeatures(List<FeatureColumn> features) {
        try {
            booster.setFeatureNames(features.stream().map(FeatureColumn::name).toArray(String[]::new));
        } catch (XGBoostError e) {
            throw failed("name the features of", e);
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }

    private static Map<String, Object> settings(Hyperparameters parameters, double baseRate) {
        return Map.of(
                "objective",
                "binary:logistic",
                "eval_metric",
                "logloss",
                "tree_method",
                "hist",
                "base_score",
                baseRate,
                "max_depth",
                parameters.depth(),
                "eta",
                parameters.eta(),
                "nthread",
                parameters.threads(),
                "seed",
                parameters.seed(),
                "verbosity",
                0);
    }

    private static GranaryException failed(String verb, Exception cause) {
        return new GranaryException(ErrorCode.INTERNAL, "Cannot " + verb + " the model: " + cause.getMessage(), cause);
    }

    /** Rows in XGBoost's native memory. */
    private record Matrix(DMatrix matrix) implements AutoCloseable {

        static Matrix of(TrainingTable rows) throws XGBoostError {
            DMatrix matrix = new DMatrix(rows.values(), rows.rows(), rows.width(), Float.NaN);
            matrix.setLabel(rows.labels());
            return new Matrix(matrix);
        }

        @Override
        public void close() {
            matrix.dispose();
        }
    }
}
