package io.granary.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@link MaterializationRun}, as its topic has it and commands print it; fields that it lacks are null. */
public final class MaterializationRunJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MaterializationRunJson() {}

    public static ObjectNode write(MaterializationRun run) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("view", run.view())
                .put("field", run.field())
                .put("schema_revision", run.schemaRevision());
        put(node, "from", run.from());
        put(node, "until", run.until());
        put(node, "run_start", run.runStart());
        put(node, "watermark", run.watermark());
        node.put("rows_read", run.rowsRead()).put("rows_written", run.rowsWritten());
        if (run.snapshot() != null) {
            write(run.snapshot(), node.putObject("snapshot"));
        }
        return node;
    }

    private static void write(SnapshotWatermark snapshot, ObjectNode node) {
        node.put("table", snapshot.table()).put("id", snapshot.id());
        if (snapshot.since() != null) {
            node.put("since", snapshot.since());
        }
        put(node, "left_out_after", snapshot.leftOutAfter());
    }

    static byte[] encode(MaterializationRun run) {
        try {
            return MAPPER.writeValueAsBytes(write(run));
        } catch (IOException e) {
            throw new IllegalStateException("a tree of nodes is always JSON", e);
        }
    }

    /** @throws GranaryException (INTERNAL) when the bytes are not a run */
    static MaterializationRun decode(byte[] json) {
        try {
            return read(MAPPER.readTree(json));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot read a materialization's run: " + e, e);
        }
    }

    private static MaterializationRun read(JsonNode node) {
        return new MaterializationRun(
                node.required("view").asText(),
                node.required("field").asText(),
                node.required("schema_revision").asInt(),
                moment(node, "from"),
                Instant.parse(node.required("until").asText()),
                Instant.parse(node.required("run_start").asText()),
                moment(node, "watermark"),
                node.required("rows_read").asLong(),
                node.required("rows_written").asLong(),
                node.has("snapshot") ? readSnapshot(node.get("snapshot")) : null);
    }

    private static SnapshotWatermark readSnapshot(JsonNode node) {
        return new SnapshotWatermark(
                node.required("table").asText(),
                node.required("id").asLong(),
                node.has("since") ? (Long) node.get("since").asLong() : null,
                moment(node, "left_out_after"));
    }

    private static void put(ObjectNode node, String name, @Nullable Instant moment) {
        if (moment != null) {
            node.put(name, moment.toString());
        }
    }

    private static @Nullable Instant moment(JsonNode node, String name) {
        return node.has(name) ? Instant.parse(node.get(name).asText()) : null;
    }
}
