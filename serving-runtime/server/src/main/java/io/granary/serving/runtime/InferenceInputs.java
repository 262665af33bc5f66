package io.granary.serving.runtime;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.serving.plan.Batch;
import io.granary.serving.plan.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the inputs of a request into a batch for one model version. */
final class InferenceInputs {

    private final ServedVersion served;
    private final int maxRows;

    InferenceInputs(ServedVersion served, int maxRows) {
        this.served = served;
        this.maxRows = maxRows;
    }

    /** Whether the request brings the model's input itself rather than join keys and request fields. */
    static boolean bringsFeatures(InferenceRequest request) {
        return request.inputs().containsKey(OnnxSignature.INPUT);
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming the input that is missing, unknown or of another type or size */
    Batch batch(InferenceRequest request) {
        return bringsFeatures(request) ? features(request) : entities(request);
    }

    private Batch features(InferenceRequest request) {
        InputTensor input = request.inputs().get(OnnxSignature.INPUT);
        if (input == null || request.inputs().size() > 1) {
            throw GranaryException.invalid(
                    "inputs",
                    request.inputs().keySet(),
                    "either '" + OnnxSignature.INPUT + "' alone or entity columns");
        }
        int width = served.version().inputs().size();
        requireType(input, Set.of(WireType.FP32));
        if (input.shape().length != 2 || input.shape()[1] != width) {
            throw GranaryException.invalid(
                    "inputs." + input.name() + ".shape", Arrays.toString(input.shape()), "[rows, " + width + "]");
        }
        requireRows(input);
        return Batch.ofMatrix(new FeatureMatrix((int) input.shape()[0], width, floats(input.data())));
    }

    /** JSON has no NaN, so null stands for a missing feature. */
    private static float[] floats(List<@Nullable Object> data) {
        float[] values = new float[data.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.get(i) instanceof Float value ? value : Float.NaN;
        }
        return values;
    }

    private Batch entities(InferenceRequest request) {
        List<Column> wanted = served.retrieval().requestColumns();
        requireKnown(request, wanted);
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        int rows = 0;
        for (Column column : wanted) {
            InputTensor input = request.inputs().get(column.name());
            if (input == null) {
                throw GranaryException.invalid(
                        "inputs." + column.name(), "missing", column.type().text());
            }
            requireType(input, WireType.accepted(column.type()));
            requireRows(input);
            rows = input.data().size();
            columns.put(column.name(), input.column());
        }
        return Batch.ofRequest(rows, columns);
    }

    private static void requireKnown(InferenceRequest request, List<Column> wanted) {
        List<String> names = new ArrayList<>(wanted.stream().map(Column::name).toList());
        names.add(OnnxSignature.INPUT);
        for (String name : request.inputs().keySet()) {
            if (!names.contains(name)) {
                throw GranaryException.invalid("inputs", "'" + name + "'", "one of " + names);
            }
        }
    }

    private void requireRows(InputTensor input) {
        if (input.shape()[0] > maxRows) {
            throw GranaryException.invalid(
                    "inputs." + input.name() + ".shape",
                    Arrays.toString(input.shape()),
                    "at most " + maxRows + " rows");
        }
    }

    private static void requireType(InputTensor input, Set<WireType> accepted) {
        if (!accepted.contains(input.type())) {
            throw GranaryException.invalid("inputs." + input.name() + ".datatype", input.type(), "one of " + accepted);
        }
    }
}
