package io.granary.registry.server.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionJson;
import io.granary.registry.client.RolloutJson;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** The lines of a backup: one object each, with the one field that says its kind. */
final class BackupJson {

    static final String HEADER = "backup";
    static final String REVISION = "revision";
    static final String ROLLOUT = "rollout";
    static final String END = "end";

    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private BackupJson() {}

    static byte[] header(String identity, Instant createdAt) {
        ObjectNode header = MAPPER.createObjectNode()
                .put("version", VERSION)
                .put("identity", identity)
                .put("createdAt", createdAt.toString());
        return bytes(wrap(HEADER, header));
    }

    static byte[] revision(Revision revision, ChangeCounts counts) {
        ObjectNode line = wrap(REVISION, parse(RevisionJson.encode(revision)));
        return bytes(line.put("added", counts.added())
                .put("changed", counts.changed())
                .put("removed", counts.removed()));
    }

    static byte[] rollout(Rollout rollout) {
        return bytes(wrap(ROLLOUT, parse(RolloutJson.encode(rollout))));
    }

    static byte[] end(int revisions, String checksum) {
        return bytes(
                wrap(END, MAPPER.createObjectNode().put("revisions", revisions).put("sha256", checksum)));
    }

    /** The object of a line. */
    static JsonNode parse(byte[] line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "it is no JSON", e);
        }
        throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "it is no JSON object");
    }

    static BackupSummary readHeader(JsonNode line) {
        JsonNode header = line.path(HEADER);
        if (header.path("version").asInt() != VERSION) {
            throw GranaryException.invalid("version", header.path("version"), VERSION + ", or a newer build");
        }
        try {
            Instant createdAt = Instant.parse(header.path("createdAt").asText());
            return new BackupSummary(header.path("identity").asText(), createdAt, Map.of());
        } catch (DateTimeParseException e) {
            throw GranaryException.invalid("createdAt", header.path("createdAt"), "a time");
        }
    }

    static Revision readRevision(JsonNode line) {
        return RevisionJson.decode(bytes(line.path(REVISION)));
    }

    static ChangeCounts readCounts(JsonNode line) {
        return new ChangeCounts(
                line.path("added").asInt(),
                line.path("changed").asInt(),
                line.path("removed").asInt());
    }

    static Rollout readRollout(JsonNode line) {
        return RolloutJson.decode(bytes(line.path(ROLLOUT)));
    }

    private static ObjectNode wrap(String kind, JsonNode content) {
        return MAPPER.createObjectNode().set(kind, content);
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
