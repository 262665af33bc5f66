package io.granary.serving.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a request on their way through a plan, column by column. Immutable: each step gives a new one.
 *
 * @param request join keys and request fields as they came, each with one value a row
 * @param features null before they are retrieved
 * @param matrix null before features are encoded
 * @param outputs of the model; empty before it ran
 */
public record Batch(
        int rows,
        Map<String, List<@Nullable Object>> request,
        @Nullable FeatureBatch features,
        @Nullable FeatureMatrix matrix,
        List<Tensor> outputs) {

    public Batch {
        request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
        outputs = List.copyOf(outputs);
    }

    /** Rows that a request brings. */
    public static Batch ofRequest(int rows, Map<String, List<@Nullable Object>> request) {
        return new Batch(rows, request, null, null, List.of());
    }

    /** Rows whose model input a request brings as it is. */
    public static Batch ofMatrix(FeatureMatrix matrix) {
        return new Batch(matrix.rows(), Map.of(), null, matrix, List.of());
    }

    Batch withFeatures(FeatureBatch retrieved) {
        return new Batch(rows, request, retrieved, matrix, outputs);
    }

    Batch withMatrix(FeatureMatrix encoded) {
        return new Batch(rows, request, features, encoded, outputs);
    }

    Batch withOutputs(List<Tensor> predicted) {
        return new Batch(rows, request, features, matrix, predicted);
    }
}
