package io.granary.offline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.FeatureSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of a {@link FeatureSelection}. */
public final class FeatureSelectionJson {

    private FeatureSelectionJson() {}

    public static ObjectNode toNode(FeatureSelection selection) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("view", selection.view())
                .put("as", selection.as());
        selection.joinKeys().forEach(node.putObject("joinKeys")::put);
        selection.features().forEach(node.putArray("features")::add);
        return node;
    }

    /** @throws IllegalArgumentException when the JSON is not a selection */
    public static FeatureSelection fromNode(JsonNode node) {
        Map<String, String> joinKeys = new LinkedHashMap<>();
        node.required("joinKeys")
                .properties()
                .forEach(entry -> joinKeys.put(entry.getKey(), entry.getValue().asText()));
        List<String> features = new ArrayList<>();
        node.required("features").forEach(feature -> features.add(feature.asText()));
        JsonNode as = node.path("as");
        return new FeatureSelection(
                node.required("view").asText(), as.isTextual() ? as.asText() : null, joinKeys, features);
    }
}
