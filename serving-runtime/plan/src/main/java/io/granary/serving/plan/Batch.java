package io.granary.serving.plan;

import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a request on their way through a plan, column by column. Immutable: each step gives a new one.
 *
 * @param ids of the predictions, one a row; empty when nobody asks for them
 * @param request join keys and request fields as they came, each with one value a row
 * @param assigned one a row after an experiment; empty before, or without one
 * @param features null before they are retrieved
 * @param matrix null before features are encoded
 * @param outputs of the model; empty before it ran
 * @param routed what each route answered; empty before a switch, or without one
 */
public record Batch(
        int rows,
        List<String> ids,
        Map<String, List<@Nullable Object>> request,
        List<Assigned> assigned,
        @Nullable FeatureBatch features,
        @Nullable FeatureMatrix matrix,
        List<Tensor> outputs,
        List<RoutedRows> routed) {

    public Batch {
        ids = List.copyOf(ids);
        request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
        assigned = List.copyOf(assigned);
        outputs = List.copyOf(outputs);
        routed = List.copyOf(routed);
    }

    /** Rows that a request brings. */
    public static Batch ofRequest(int rows, Map<String, List<@Nullable Object>> request) {
        return new Batch(rows, List.of(), request, List.of(), null, null, List.of(), List.of());
    }

    /** Rows whose model input a request brings as it is. */
    public static Batch ofMatrix(FeatureMatrix matrix) {
        return new Batch(matrix.rows(), List.of(), Map.of(), List.of(), null, matrix, List.of(), List.of());
    }

    /** The same rows, each with the id of its prediction. */
    public Batch withIds(List<String> predictions) {
        return new Batch(rows, predictions, request, assigned, features, matrix, outputs, routed);
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the request does not bring the column */
    public List<@Nullable Object> column(String name) {
        List<@Nullable Object> column = request.get(name);
        if (column == null) {
            throw GranaryException.invalid(name, "missing", "a value for each row");
        }
        return column;
    }

    String id(int row) {
        return ids.get(row);
    }

    Batch select(int[] places) {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        request.forEach((name, values) -> columns.put(name, select(values, places)));
        return new Batch(
                places.length,
                ids.isEmpty() ? ids : select(ids, places),
                columns,
                assigned.isEmpty() ? assigned : select(assigned, places),
                features == null ? null : new SelectedFeatures(features, places),
                null,
                List.of(),
                List.of());
    }

    Batch withAssigned(List<Assigned> treatments) {
        return new Batch(rows, ids, request, treatments, features, matrix, outputs, routed);
    }

    Batch withFeatures(FeatureBatch retrieved) {
        return new Batch(rows, ids, request, assigned, retrieved, matrix, outputs, routed);
    }

    Batch withMatrix(FeatureMatrix encoded) {
        return new Batch(rows, ids, request, assigned, features, encoded, outputs, routed);
    }

    Batch withOutputs(List<Tensor> predicted) {
        return new Batch(rows, ids, request, assigned, features, matrix, predicted, routed);
    }

    Batch withRouted(List<RoutedRows> answers) {
        return new Batch(rows, ids, request, assigned, features, matrix, outputs, answers);
    }

    private static <T extends @Nullable Object> List<T> select(List<T> values, int[] places) {
        List<T> selected = new ArrayList<>(places.length);
        Arrays.stream(places).forEach(place -> selected.add(values.get(place)));
        return selected;
    }
}
