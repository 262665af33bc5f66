package io.granary.serving.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.http.StrictJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an {@link InferenceRequest}; what is not of the protocol is refused by its path. */
final class InferenceRequestReader {

    private static final Set<String> REQUEST = Set.of("id", "parameters", "inputs", "outputs");
    private static final Set<String> OUTPUT = Set.of("name", "parameters");

    private InferenceRequestReader() {}

    static InferenceRequest read(byte[] json) {
        JsonNode body = JsonFields.object(StrictJson.parse(json), "body", REQUEST);
        return new InferenceRequest(id(body.get("id")), inputs(body.get("inputs")), outputs(body.get("outputs")));
    }

    private static @Nullable String id(@Nullable JsonNode id) {
        return id == null ? null : JsonFields.text(id, "id");
    }

    private static Map<String, InputTensor> inputs(@Nullable JsonNode list) {
        JsonNode nodes = JsonFields.array(list, "inputs");
        if (nodes.isEmpty()) {
            throw GranaryException.invalid("inputs", "[]", "at least one input");
        }
        Map<String, InputTensor> inputs = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            InputTensor input = InputTensorReader.read(nodes.get(i), "inputs[" + i + "]");
            if (inputs.put(input.name(), input) != null) {
                throw GranaryException.invalid(
                        "inputs[" + i + "].name", input.name(), "a name that is not given twice");
            }
        }
        return Collections.unmodifiableMap(inputs);
    }

    private static List<String> outputs(@Nullable JsonNode list) {
        if (list == null) {
            return List.of();
        }
        JsonNode nodes = JsonFields.array(list, "outputs");
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            String path = "outputs[" + i + "]";
            JsonNode output = JsonFields.object(nodes.get(i), path, OUTPUT);
            outputs.add(JsonFields.text(output.get("name"), path + ".name"));
        }
        return List.copyOf(outputs);
    }
}
