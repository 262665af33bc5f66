package io.granary.offline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.FeatureSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@link TrainingSetRecipe}: fields of the manifest. */
final class TrainingSetRecipeJson {

    private TrainingSetRecipeJson() {}

    static ObjectNode toNode(TrainingSetRecipe recipe) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("project", recipe.project())
                .put("revision", recipe.revision())
                .put("entityFrame", recipe.entities())
                .put("eventTimestamp", recipe.eventTimestamp())
                .put("service", recipe.service())
                .put(
                        "knowledge",
                        recipe.knowledge() == null ? null : recipe.knowledge().name())
                .put("archive", text(recipe.archive()));
        node.set("entityTable", TableSnapshotJson.writeVersion(recipe.entityTable()));
        ArrayNode features = node.putArray("features");
        SetShapeJson.put(recipe.shape(), node);
        recipe.features().forEach(feature -> features.add(FeatureSelectionJson.toNode(feature)));
        return node;
    }

    static TrainingSetRecipe fromNode(JsonNode node) {
        List<FeatureSelection> features = new ArrayList<>();
        node.path("features").forEach(feature -> features.add(FeatureSelectionJson.fromNode(feature)));
        String knowledge = textOrNull(node, "knowledge");
        return new TrainingSetRecipe(
                node.required("project").asText(),
                node.required("revision").intValue(),
                textOrNull(node, "entityFrame"),
                node.required("eventTimestamp").asText(),
                textOrNull(node, "service"),
                features,
                knowledge == null ? null : Knowledge.valueOf(knowledge),
                path(node, "archive"),
                TableSnapshotJson.readVersion(node.get("entityTable")),
                SetShapeJson.read(node));
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    private static @Nullable Path path(JsonNode node, String field) {
        String text = textOrNull(node, field);
        return text == null ? null : Path.of(text);
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
