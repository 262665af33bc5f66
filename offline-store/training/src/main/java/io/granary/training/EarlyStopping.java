package io.granary.training;

import java.io.IOException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Adds tree after tree until the validation log loss has not fallen for some rounds, and remembers the best model. */
final class EarlyStopping {

    private final Booster booster;
    private final DMatrix train;
    private final DMatrix validation;

    private byte[] best = {};
    private int bestRound;
    private float bestLoss = Float.POSITIVE_INFINITY;

    EarlyStopping(Booster booster, DMatrix train, DMatrix validation) {
        this.booster = booster;
        this.train = train;
        this.validation = validation;
    }

    BoostedTrees run(Hyperparameters parameters, TrainingProgress progress) throws XGBoostError, IOException {
        for (int round = 1; round <= parameters.rounds() && round - bestRound <= parameters.patience(); round++) {
            booster.update(train, round - 1);
            float loss = validationLoss(round - 1);
            keepWhenBest(round, loss);
            progress.afterRound(round, parameters.rounds(), loss);
        }
        return BoostedTrees.load(best, bestRound, bestLoss);
    }

    private float validationLoss(int iteration) throws XGBoostError {
        float[] loss = new float[1];
        booster.evalSet(new DMatrix[] {validation}, new String[] {"validation"}, iteration, loss);
        return loss[0];
    }

    private void keepWhenBest(int round, float loss) throws XGBoostError {
        if (loss < bestLoss) {
            bestLoss = loss;
            bestRound = round;
            best = booster.toByteArray("ubj");
        }
    }
}
