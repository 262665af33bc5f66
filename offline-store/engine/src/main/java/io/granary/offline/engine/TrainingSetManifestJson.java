package io.granary.offline.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.statistics.ColumnStatisticsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@link TrainingSetManifest}. */
public final class TrainingSetManifestJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TrainingSetManifestJson() {}

    /** Reads the manifest in a training set's folder. */
    public static TrainingSetManifest read(Path folder) {
        Path file = folder.resolve(TrainingSetManifest.FILE_NAME);
        try {
            return parse(Files.readString(file));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT, "Cannot read manifest " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when the text is not a manifest */
    public static TrainingSetManifest parse(String json) {
        try {
            return fromNode(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Writes a manifest into a training set's folder. */
    public static void write(TrainingSetManifest manifest, Path folder) throws IOException {
        Files.writeString(folder.resolve(TrainingSetManifest.FILE_NAME), text(manifest) + "\n");
    }

    /** The manifest as indented JSON. */
    public static String text(TrainingSetManifest manifest) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(toNode(manifest));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes is always JSON", e);
        }
    }

    public static ObjectNode toNode(TrainingSetManifest manifest) {
        ObjectNode node = TrainingSetRecipeJson.toNode(manifest.recipe())
                .put("engine", manifest.engine())
                .put("createdAt", manifest.createdAt().toString())
                .put("rows", manifest.rows())
                .put("checksum", manifest.checksum());
        node.set("entities", array(manifest.entities(), FileVersionJson::write));
        node.set("sources", array(manifest.sources(), TrainingSetManifestJson::source));
        node.set("archiveGaps", ArchiveGapJson.write(manifest.archiveGaps()));
        node.set("columns", array(manifest.columns(), TrainingSetManifestJson::column));
        node.set("parts", array(manifest.parts(), TrainingSetManifestJson::part));
        node.set("files", array(manifest.files(), FileVersionJson::write));
        node.set("table", TableSnapshotJson.writeVersion(manifest.table()));
        return node;
    }

    /** @throws IllegalArgumentException when the JSON is not a manifest */
    public static TrainingSetManifest fromNode(JsonNode node) {
        return new TrainingSetManifest(
                TrainingSetRecipeJson.fromNode(node),
                text(node, "engine"),
                Instant.parse(text(node, "createdAt")),
                list(node, "entities", FileVersionJson::read),
                list(node, "sources", TrainingSetManifestJson::readSource),
                ArchiveGapJson.read(node.get("archiveGaps")),
                list(node, "columns", TrainingSetManifestJson::readColumn),
                node.required("rows").longValue(),
                textOrNull(node, "checksum"),
                node.has("parts") ? list(node, "parts", TrainingSetManifestJson::readPart) : List.of(),
                list(node, "files", FileVersionJson::read),
                TableSnapshotJson.readVersion(node.get("table")));
    }

    private static ObjectNode source(SourceVersion source) {
        ObjectNode node = NODES.objectNode()
                .put("source", source.source())
                .put("knowledge", source.knowledge().name());
        node.set("files", array(source.files(), FileVersionJson::write));
        node.set("snapshot", TableSnapshotJson.writeVersion(source.snapshot()));
        return node;
    }

    private static SourceVersion readSource(JsonNode node) {
        return new SourceVersion(
                text(node, "source"),
                Knowledge.valueOf(text(node, "knowledge")),
                list(node, "files", FileVersionJson::read),
                TableSnapshotJson.readVersion(node.get("snapshot")));
    }

    private static ObjectNode part(SetPart part) {
        ObjectNode node = NODES.objectNode()
                .put("name", part.name())
                .put("rows", part.rows())
                .put("from", part.from() == null ? null : part.from().toString());
        part.files().forEach(node.putArray("files")::add);
        return node;
    }

    private static SetPart readPart(JsonNode node) {
        List<String> files = new ArrayList<>();
        node.required("files").forEach(file -> files.add(file.asText()));
        String from = textOrNull(node, "from");
        return new SetPart(
                text(node, "name"),
                node.required("rows").longValue(),
                from == null ? null : Instant.parse(from),
                files);
    }

    private static ObjectNode column(TrainingSetColumn column) {
        ObjectNode node = NODES.objectNode()
                .put("name", column.name())
                .put("type", column.type())
                .put("origin", column.origin().name())
                .put("nulls", column.nulls());
        ObjectNode statuses = node.putObject("statuses");
        column.statuses().forEach(statuses::put);
        if (column.statistics() != null) {
            node.set("statistics", ColumnStatisticsJson.toNode(column.statistics()));
        }
        return node;
    }

    private static TrainingSetColumn readColumn(JsonNode node) {
        Map<String, Long> statuses = new TreeMap<>();
        node.required("statuses")
                .properties()
                .forEach(entry -> statuses.put(entry.getKey(), entry.getValue().longValue()));
        return new TrainingSetColumn(
                text(node, "name"),
                text(node, "type"),
                TrainingSetColumn.Origin.valueOf(text(node, "origin")),
                node.required("nulls").longValue(),
                statuses,
                node.has("statistics") ? ColumnStatisticsJson.fromNode(node.get("statistics")) : null);
    }

    private static <T> ArrayNode array(List<T> values, Function<T, ObjectNode> toNode) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(toNode.apply(value)));
        return array;
    }

    private static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> fromNode) {
        List<T> values = new ArrayList<>();
        node.required(field).forEach(element -> values.add(fromNode.apply(element)));
        return values;
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asText();
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }
}
