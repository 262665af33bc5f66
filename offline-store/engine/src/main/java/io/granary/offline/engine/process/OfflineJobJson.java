package io.granary.offline.engine.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.FeatureSelectionJson;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.LogWriting;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.SetShapeJson;
import io.granary.offline.engine.TableSnapshotJson;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.TrainingSetRequest.ExistingOutput;
import io.granary.registry.client.RevisionJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of an {@link OfflineJob}, whole: the other process needs nothing else. */
public final class OfflineJobJson {

    private static final String TRAINING_SET = "trainingSet";
    private static final String MATERIALIZATION = "materialization";
    private static final String BACKFILL = "backfill";

    private static final String REVISION = "revision";
    private static final String SNAPSHOTS = "snapshots";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private OfflineJobJson() {}

    /** UTF-8 JSON that {@link #decode} turns back into an equal job. */
    public static byte[] encode(OfflineJob job) {
        try {
            return MAPPER.writeValueAsBytes(write(job));
        } catch (IOException e) {
            throw new IllegalStateException("a tree of nodes is always JSON", e);
        }
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the bytes are not a job */
    public static OfflineJob decode(byte[] json) {
        try {
            return read(MAPPER.readTree(json));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read a job: " + e.getMessage(), e);
        }
    }

    private static ObjectNode write(OfflineJob job) throws IOException {
        if (job instanceof OfflineJob.TrainingSet trainingSet) {
            return NODES.objectNode().set(TRAINING_SET, trainingSet(trainingSet.request()));
        }
        if (job instanceof OfflineJob.Backfill backfill) {
            ObjectNode request = BackfillJson.request(backfill.request());
            request.set(REVISION, revision(backfill.request().revision()));
            return NODES.objectNode().set(BACKFILL, request);
        }
        return NODES.objectNode().set(MATERIALIZATION, materialization(((OfflineJob.Materialization) job).request()));
    }

    private static OfflineJob read(JsonNode node) throws IOException {
        if (node.has(BACKFILL)) {
            return new OfflineJob.Backfill(
                    BackfillJson.readRequest(node.get(BACKFILL), readRevision(node.get(BACKFILL))));
        }
        return node.has(TRAINING_SET)
                ? new OfflineJob.TrainingSet(readTrainingSet(node.get(TRAINING_SET)))
                : new OfflineJob.Materialization(readMaterialization(node.required(MATERIALIZATION)));
    }

    private static ObjectNode trainingSet(TrainingSetRequest request) throws IOException {
        ObjectNode node = NODES.objectNode()
                .put("repository", request.repository().toString())
                .put("entities", request.entities())
                .put("eventTimestamp", request.eventTimestamp())
                .put("service", request.service())
                .put("output", request.output().toString())
                .put("existingOutput", request.existingOutput().name())
                .put("table", request.table())
                .put(
                        "knowledge",
                        request.knowledge() == null ? null : request.knowledge().name());
        node.set("archive", EventArchiveJson.write(request.archive()));
        SetShapeJson.put(request.shape(), node);
        ObjectNode pinned = node.putObject("pinned");
        request.pinned()
                .forEach((table, files) ->
                        files.forEach(file -> pinned.withArrayProperty(table).add(file.toString())));
        node.set(SNAPSHOTS, TableSnapshotJson.write(request.snapshots()));
        node.set("frame", TableSnapshotJson.write(request.frame()));
        ArrayNode features = node.putArray("features");
        request.features().forEach(selection -> features.add(FeatureSelectionJson.toNode(selection)));
        return node.set(REVISION, revision(request.revision()));
    }

    private static TrainingSetRequest readTrainingSet(JsonNode node) throws IOException {
        List<FeatureSelection> features = new ArrayList<>();
        node.required("features").forEach(selection -> features.add(FeatureSelectionJson.fromNode(selection)));
        String knowledge = textOrNull(node, "knowledge");
        return new TrainingSetRequest(
                readRevision(node),
                Path.of(text(node, "repository")),
                text(node, "entities"),
                text(node, "eventTimestamp"),
                textOrNull(node, "service"),
                features,
                Path.of(text(node, "output")),
                ExistingOutput.valueOf(text(node, "existingOutput")),
                knowledge == null ? null : Knowledge.valueOf(knowledge),
                EventArchiveJson.read(node.required("archive")),
                SetShapeJson.read(node),
                readPinned(node.required("pinned")),
                TableSnapshotJson.readAll(node.get(SNAPSHOTS)),
                TableSnapshotJson.read(node.get("frame")),
                textOrNull(node, "table"));
    }

    private static Map<String, List<Path>> readPinned(JsonNode node) {
        Map<String, List<Path>> pinned = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> pinned.put(
                        entry.getKey(),
                        texts(entry.getValue()).stream().map(Path::of).toList()));
        return pinned;
    }

    private static ObjectNode materialization(MaterializationRequest request) throws IOException {
        ObjectNode node = NODES.objectNode()
                .put("repository", request.repository().toString())
                .put("until", request.until().toString())
                .put("runStart", request.runStart().toString());
        request.views().forEach(node.putArray("views")::add);
        node.set("since", SinceJson.write(request.since()));
        Instant replaces = request.writing().replacesBefore();
        node.put("replacesBefore", replaces == null ? null : replaces.toString())
                .put("rowsPerSecond", request.writing().rowsPerSecond());
        request.producer().forEach(node.putObject("producer")::put);
        node.set(SNAPSHOTS, TableSnapshotJson.write(request.snapshots()));
        return node.set(REVISION, revision(request.revision()));
    }

    private static MaterializationRequest readMaterialization(JsonNode node) throws IOException {
        return new MaterializationRequest(
                readRevision(node),
                Path.of(text(node, "repository")),
                texts(node.required("views")),
                SinceJson.read(node.required("since")),
                Instant.parse(text(node, "until")),
                Instant.parse(text(node, "runStart")),
                textMap(node.required("producer")),
                TableSnapshotJson.readAll(node.get(SNAPSHOTS)),
                readWriting(node));
    }

    private static LogWriting readWriting(JsonNode node) {
        String replaces = textOrNull(node, "replacesBefore");
        JsonNode rate = node.path("rowsPerSecond");
        return new LogWriting(
                replaces == null ? null : Instant.parse(replaces), rate.isNumber() ? (Integer) rate.intValue() : null);
    }

    private static JsonNode revision(Revision revision) throws IOException {
        return MAPPER.readTree(RevisionJson.encode(revision));
    }

    private static Revision readRevision(JsonNode node) throws IOException {
        return RevisionJson.decode(MAPPER.writeValueAsBytes(node.required(REVISION)));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static Map<String, String> textMap(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asText();
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }
}
