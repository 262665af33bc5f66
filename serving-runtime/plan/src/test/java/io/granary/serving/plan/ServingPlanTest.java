package io.granary.serving.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Metadata;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class ServingPlanTest {

    private static final List<Column> FEATURES =
            List.of(new Column("origin__delay", ScalarType.INT64), new Column("origin__busy", ScalarType.BOOL));
    private static final ModelVersion VERSION = new ModelVersion(
            "1", "delay.onnx", ModelVersion.Format.ONNX, List.of("origin__busy", "origin__delay"), 1, Map.of());
    private static final Model MODEL = new Model(
            "delay",
            "delay_model",
            List.of(new Column("sum", ScalarType.FLOAT32)),
            List.of(VERSION),
            Map.of(),
            Metadata.NONE);

    @Test
    void goesFromEntityRowsToOutputs() {
        ServingPlan plan = ServingPlan.ofModel(MODEL, VERSION, FEATURES);

        Batch answer = run(plan, Batch.ofRequest(2, Map.of("origin", List.of("SFO", "LAX"))));

        assertThat((float[]) answer.outputs().get(0).values()).containsExactly(11f, 20f);
        assertThat(answer.features()).isNotNull();
    }

    @Test
    void takesTheMatrixOfTheRequest() {
        Batch answer =
                run(ServingPlan.ofMatrix(MODEL, VERSION), Batch.ofMatrix(new FeatureMatrix(1, 2, new float[] {3, 4})));

        assertThat((float[]) answer.outputs().get(0).values()).containsExactly(7f);
    }

    @Test
    void refusesAModelWhoseInputTheServiceLacks() {
        assertThatThrownBy(() -> ServingPlan.ofModel(MODEL, VERSION, FEATURES.subList(0, 1)))
                .hasMessage("model input: origin__busy (expected: one of [origin__delay])");
    }

    private static Batch run(ServingPlan plan, Batch batch) {
        return plan.run(batch, new Sums()).toCompletableFuture().join();
    }

    /** Two entity rows with features, and a model that adds up its inputs. */
    private static final class Sums implements PlanContext {

        @Override
        public CompletionStage<FeatureBatch> retrieve(String service, Batch batch) {
            return CompletableFuture.completedFuture(
                    ListBatch.of(FEATURES, ListBatch.row(10L, true), ListBatch.row(20L, false)));
        }

        @Override
        public void log(String router, Batch answered) {
            throw new UnsupportedOperationException("a model's plan does not log");
        }

        @Override
        public CompletionStage<List<Tensor>> predict(String model, String version, FeatureMatrix matrix) {
            float[] sums = new float[matrix.rows()];
            for (int row = 0; row < sums.length; row++) {
                sums[row] = matrix.value(row, 0) + matrix.value(row, 1);
            }
            return CompletableFuture.completedFuture(
                    List.of(new Tensor("sum", ScalarType.FLOAT32, new long[] {sums.length, 1}, sums)));
        }
    }
}
