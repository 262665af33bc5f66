package io.granary.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ONNX against XGBoost where they could differ: at thresholds, beside them, and at missing values. */
final class OnnxModelTest {

    private static final List<FeatureColumn> FEATURES = List.of(
            new FeatureColumn("a", ScalarType.FLOAT64),
            new FeatureColumn("b", ScalarType.INT64),
            new FeatureColumn("c", ScalarType.BOOL));

    private final Random random = new Random(23);

    @Test
    void answersLikeXgboostAtThresholdsAndForMissingValues() {
        try (BoostedTrees trees = fit()) {
            TreeEnsemble ensemble = TreeEnsemble.read(trees.bytes("json"));
            TrainingTable rows = rowsAtThresholds(ensemble);

            double difference = OnnxCheck.maxDifference(onnx(ensemble), rows, trees.predict(rows));

            assertThat(rows.rows()).isGreaterThan(1000);
            assertThat(difference).isLessThan(1e-6);
        }
    }

    @Test
    void startsFromTheBaseRateOfTheTrainPart() {
        try (BoostedTrees trees = fit()) {
            float margin = TreeEnsemble.read(trees.bytes("json")).baseMargin();

            assertThat(1 / (1 + Math.exp(-margin))).isEqualTo(0.4, within(0.1)).isNotEqualTo(0.5);
        }
    }

    @Test
    void refusesAnOnnxModelThatAnswersOtherwise() {
        try (BoostedTrees trees = fit()) {
            TreeEnsemble ensemble = TreeEnsemble.read(trees.bytes("json"));
            TreeEnsemble other = new TreeEnsemble(ensemble.baseMargin() + 0.01f, ensemble.trees());
            TrainingTable rows = randomTable(10);

            assertThatThrownBy(() -> OnnxCheck.maxDifference(onnx(other), rows, trees.predict(rows)))
                    .hasMessageStartingWith("Cannot save the model: ONNX differs from XGBoost by ");
        }
    }

    private BoostedTrees fit() {
        return BoostedTrees.fit(
                randomTable(3000),
                randomTable(500),
                Hyperparameters.DEFAULT.withRounds(30).withDepth(6),
                TrainingProgress.SILENT);
    }

    private static byte[] onnx(TreeEnsemble ensemble) {
        return OnnxModel.write(
                ensemble, FEATURES.stream().map(FeatureColumn::name).toList(), "probability");
    }

    private TrainingTable randomTable(int rows) {
        float[] values = new float[rows * 3];
        float[] labels = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[3 * i] = random.nextInt(9) == 0 ? Float.NaN : (float) random.nextGaussian();
            values[3 * i + 1] = random.nextInt(100);
            values[3 * i + 2] = random.nextInt(2);
            double score = (Float.isNaN(values[3 * i]) ? 1 : values[3 * i]) + values[3 * i + 2] - 1;
            labels[i] = random.nextGaussian() < score ? 1 : 0;
        }
        return new TrainingTable(FEATURES, values, labels, new long[rows]);
    }

    private TrainingTable rowsAtThresholds(TreeEnsemble ensemble) {
        int nodes = ensemble.trees().stream().mapToInt(Tree::nodes).sum();
        float[] values = new float[3 * 3 * nodes];
        int next = 0;
        for (Tree tree : ensemble.trees()) {
            for (int node = 0; node < tree.nodes(); node++) {
                float threshold = tree.threshold()[node];
                for (float value : new float[] {threshold, Math.nextDown(threshold), Float.NaN}) {
                    int row = next++;
                    values[3 * row] = (float) random.nextGaussian();
                    values[3 * row + 1] = random.nextInt(100);
                    values[3 * row + 2] = random.nextInt(2);
                    values[3 * row + tree.feature()[node]] = value;
                }
            }
        }
        return table(values);
    }

    private static TrainingTable table(float[] values) {
        int rows = values.length / 3;
        return new TrainingTable(FEATURES, values, new float[rows], new long[rows]);
    }
}
