package io.granary.offline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@link SetShape}: fields {@code sample}, {@code split} and {@code label} where they are asked for. */
public final class SetShapeJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SetShapeJson() {}

    public static void put(SetShape shape, ObjectNode node) {
        if (shape.sample() != null) {
            node.set("sample", sample(shape.sample()));
        }
        if (shape.split() != null) {
            node.set("split", split(shape.split()));
        }
        if (shape.label() != null) {
            node.set("label", label(shape.label()));
        }
    }

    /** @throws IllegalArgumentException when a field is not as {@link #put} writes it */
    public static SetShape read(JsonNode node) {
        return new SetShape(
                node.hasNonNull("sample") ? readSample(node.get("sample")) : null,
                node.hasNonNull("split") ? readSplit(node.get("split")) : null,
                node.hasNonNull("label") ? readLabel(node.get("label")) : null);
    }

    private static ObjectNode sample(FrameSample sample) {
        return NODES.objectNode().put("take", sample.text()).put("seed", sample.seed());
    }

    private static FrameSample readSample(JsonNode node) {
        return FrameSample.parse(
                node.required("take").asText(), node.required("seed").longValue());
    }

    private static ObjectNode split(SetSplit split) {
        ObjectNode node = NODES.objectNode().put("by", split.text()).put("seed", split.seed());
        split.columns().forEach(node.putArray("columns")::add);
        return node;
    }

    private static SetSplit readSplit(JsonNode node) {
        List<String> columns = new ArrayList<>();
        node.required("columns").forEach(column -> columns.add(column.asText()));
        return SetSplit.parse(
                node.required("by").asText(), columns, node.required("seed").longValue());
    }

    private static ObjectNode label(LabelJoin label) {
        ObjectNode node = NODES.objectNode()
                .put("horizon", label.horizon().toString())
                .put("until", label.until() == null ? null : label.until().toString());
        return node.set("selection", FeatureSelectionJson.toNode(label.selection()));
    }

    private static LabelJoin readLabel(JsonNode node) {
        return new LabelJoin(
                FeatureSelectionJson.fromNode(node.required("selection")),
                Duration.parse(node.required("horizon").asText()),
                instant(node.path("until")));
    }

    private static @Nullable Instant instant(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.asText()) : null;
    }
}
