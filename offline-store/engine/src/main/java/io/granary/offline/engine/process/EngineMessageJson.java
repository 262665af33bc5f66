package io.granary.offline.engine.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.LaterRows;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.ObjectTableJson;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.TableSnapshotJson;
import io.granary.offline.engine.TrainingSetManifestJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of an {@link EngineMessage}: one object with one field that names the kind. */
public final class EngineMessageJson {

    private static final String PROGRESS = "progress";
    private static final String TRAINING_SET = "trainingSet";
    private static final String MATERIALIZATION = "materialization";
    private static final String BACKFILL = "backfill";
    private static final String OBJECTS = "objects";
    private static final String ROW_ERASURE = "rowErasure";
    private static final String FAILURE = "failure";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EngineMessageJson() {}

    /** The message as one line. */
    public static String line(EngineMessage message) {
        return write(message).toString();
    }

    /** @throws GranaryException (INTERNAL) when the line is not a message */
    public static EngineMessage parse(String line) {
        try {
            return read(MAPPER.readTree(line));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot read a message of the engine's process: " + line, e);
        }
    }

    private static ObjectNode write(EngineMessage message) {
        if (message instanceof EngineMessage.Progressed progressed) {
            return NODES.objectNode().set(PROGRESS, progress(progressed.progress()));
        }
        if (message instanceof EngineMessage.TrainingSetBuilt built) {
            return NODES.objectNode().set(TRAINING_SET, TrainingSetManifestJson.toNode(built.manifest()));
        }
        if (message instanceof EngineMessage.Materialized materialized) {
            return NODES.objectNode().set(MATERIALIZATION, materialization(materialized.result()));
        }
        if (message instanceof EngineMessage.Backfilled backfilled) {
            return NODES.objectNode().set(BACKFILL, BackfillJson.result(backfilled.result()));
        }
        if (message instanceof EngineMessage.Objects objects) {
            return NODES.objectNode().set(OBJECTS, ObjectTableJson.write(objects.table()));
        }
        if (message instanceof EngineMessage.RowsErased erased) {
            return NODES.objectNode().set(ROW_ERASURE, RowErasureJson.write(erased.result()));
        }
        return NODES.objectNode().set(FAILURE, failure((EngineMessage.Failed) message));
    }

    private static EngineMessage read(JsonNode node) {
        if (node.has(PROGRESS)) {
            return new EngineMessage.Progressed(readProgress(node.get(PROGRESS)));
        }
        if (node.has(TRAINING_SET)) {
            return new EngineMessage.TrainingSetBuilt(TrainingSetManifestJson.fromNode(node.get(TRAINING_SET)));
        }
        if (node.has(MATERIALIZATION)) {
            return new EngineMessage.Materialized(readMaterialization(node.get(MATERIALIZATION)));
        }
        if (node.has(BACKFILL)) {
            return new EngineMessage.Backfilled(BackfillJson.readResult(node.get(BACKFILL)));
        }
        if (node.has(OBJECTS)) {
            return new EngineMessage.Objects(ObjectTableJson.read(node.get(OBJECTS)));
        }
        if (node.has(ROW_ERASURE)) {
            return new EngineMessage.RowsErased(RowErasureJson.read(node.get(ROW_ERASURE)));
        }
        JsonNode failure = node.required(FAILURE);
        return new EngineMessage.Failed(
                ErrorCode.valueOf(failure.required("code").asText()),
                failure.required("message").asText());
    }

    private static ObjectNode progress(Progress progress) {
        return NODES.objectNode()
                .put("stage", progress.stage())
                .put("fraction", progress.fraction())
                .put("rows", progress.rows());
    }

    private static Progress readProgress(JsonNode node) {
        return new Progress(
                node.required("stage").asText(),
                node.required("fraction").doubleValue(),
                node.required("rows").longValue());
    }

    private static ObjectNode failure(EngineMessage.Failed failed) {
        return NODES.objectNode().put("code", failed.code().name()).put("message", failed.message());
    }

    private static ObjectNode materialization(MaterializationResult result) {
        ObjectNode node = NODES.objectNode()
                .put("project", result.project())
                .put("revision", result.revision())
                .put("until", result.until().toString())
                .put("runStart", result.runStart().toString());
        ArrayNode views = node.putArray("views");
        for (MaterializedView view : result.views()) {
            views.addObject()
                    .put("view", view.view())
                    .put("rowsRead", view.rowsRead())
                    .put("rowsWritten", view.rowsWritten())
                    .put("rowsLater", view.later().count())
                    .put("laterCreated", text(view.later().firstCreated()))
                    .set("snapshot", TableSnapshotJson.writeRead(view.snapshot()));
        }
        return node;
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }

    private static LaterRows readLater(JsonNode view) {
        JsonNode created = view.path("laterCreated");
        return new LaterRows(
                view.required("rowsLater").longValue(), created.isTextual() ? Instant.parse(created.asText()) : null);
    }

    private static MaterializationResult readMaterialization(JsonNode node) {
        List<MaterializedView> views = new ArrayList<>();
        for (JsonNode view : node.required("views")) {
            views.add(new MaterializedView(
                    view.required("view").asText(),
                    view.required("rowsRead").longValue(),
                    view.required("rowsWritten").longValue(),
                    readLater(view),
                    TableSnapshotJson.readRead(view.get("snapshot"))));
        }
        return new MaterializationResult(
                node.required("project").asText(),
                node.required("revision").intValue(),
                Instant.parse(node.required("until").asText()),
                Instant.parse(node.required("runStart").asText()),
                views);
    }
}
