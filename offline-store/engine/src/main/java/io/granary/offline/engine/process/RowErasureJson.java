package io.granary.offline.engine.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.RowErasureResult;
import io.granary.offline.engine.RowErasureResult.ErasedTable;
import io.granary.registry.client.RevisionJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The JSON of a {@link RowErasureRequest}, whole, and of its result. */
public final class RowErasureJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RowErasureJson() {}

    /** UTF-8 JSON that {@link #decode} turns back into an equal request. */
    public static byte[] encode(RowErasureRequest request) {
        ObjectNode node = NODES.objectNode()
                .put("id", request.id())
                .put("repository", request.repository().toString())
                .put("key", request.key().bytes())
                .put("until", request.until().toString())
                .put("mode", request.mode().name());
        try {
            ArrayNode revisions = node.putArray("revisions");
            for (Revision revision : request.revisions()) {
                revisions.add(MAPPER.readTree(RevisionJson.encode(revision)));
            }
            return MAPPER.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of nodes is always JSON", e);
        }
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the bytes are not a request */
    public static RowErasureRequest decode(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            List<Revision> revisions = new ArrayList<>();
            for (JsonNode revision : node.required("revisions")) {
                revisions.add(RevisionJson.decode(MAPPER.writeValueAsBytes(revision)));
            }
            return new RowErasureRequest(
                    node.required("id").asText(),
                    Path.of(node.required("repository").asText()),
                    revisions,
                    EntityKey.ofBytes(node.required("key").binaryValue()),
                    Instant.parse(node.required("until").asText()),
                    RowErasureRequest.Mode.valueOf(node.required("mode").asText()));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read an erasure: " + e.getMessage(), e);
        }
    }

    static ObjectNode write(RowErasureResult result) {
        ObjectNode node = NODES.objectNode();
        ArrayNode tables = node.putArray("tables");
        for (ErasedTable table : result.tables()) {
            tables.addObject()
                    .put("source", table.source())
                    .put("path", table.path())
                    .put("rows", table.rows())
                    .put("files", table.files());
        }
        return node;
    }

    static RowErasureResult read(JsonNode node) {
        List<ErasedTable> tables = new ArrayList<>();
        for (JsonNode table : node.required("tables")) {
            tables.add(new ErasedTable(
                    table.required("source").asText(),
                    table.required("path").asText(),
                    table.required("rows").longValue(),
                    table.required("files").intValue()));
        }
        return new RowErasureResult(tables);
    }
}
