package io.granary.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class MetricsTest {

    @Test
    void perfectRankingHasAnAucOfOne() {
        assertThat(Metrics.of(new float[] {0.1f, 0.2f, 0.8f}, new float[] {0, 0, 1})
                        .auc())
                .isEqualTo(1);
    }

    @Test
    void tiesCountHalf() {
        assertThat(Metrics.of(new float[] {0.5f, 0.5f, 0.9f, 0.1f}, new float[] {0, 1, 1, 0})
                        .auc())
                .isEqualTo(0.875);
    }

    @Test
    void aucEqualsTheCountOfPairs() {
        long seed = 17;
        Random random = new Random(seed);
        float[] probabilities = new float[300];
        float[] labels = new float[300];
        for (int i = 0; i < labels.length; i++) {
            probabilities[i] = random.nextInt(40) / 40f;
            labels[i] = random.nextInt(3) == 0 ? 1 : 0;
        }

        assertThat(Metrics.of(probabilities, labels).auc())
                .as("seed %d", seed)
                .isEqualTo(pairs(probabilities, labels), within(1e-12));
    }

    @Test
    void aucOfOneClassIsUnknown() {
        assertThat(Metrics.of(new float[] {0.1f, 0.9f}, new float[] {1, 1}).auc())
                .isNaN();
    }

    @Test
    void logLossIsTheMeanNegativeLogLikelihood() {
        Metrics metrics = Metrics.of(new float[] {0.25f, 0.5f}, new float[] {1, 0});

        assertThat(metrics.logLoss()).isEqualTo((Math.log(4) + Math.log(2)) / 2, within(1e-9));
        assertThat(metrics.baseRate()).isEqualTo(0.5);
    }

    @Test
    void certainAndWrongIsFinite() {
        assertThat(Metrics.of(new float[] {0f}, new float[] {1}).logLoss()).isFinite();
    }

    @Test
    void aConstantRanksNothing() {
        assertThat(Metrics.ofConstant(0.3, new float[] {1, 0, 0}).auc()).isEqualTo(0.5);
    }

    private static double pairs(float[] probabilities, float[] labels) {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    pairs++;
                    wins += (Math.signum(probabilities[i] - probabilities[j]) + 1) / 2;
                }
            }
        }
        return wins / pairs;
    }
}
