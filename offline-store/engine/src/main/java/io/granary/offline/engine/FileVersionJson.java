package io.granary.offline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@link FileVersion}. */
final class FileVersionJson {

    private FileVersionJson() {}

    static ObjectNode write(FileVersion file) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("path", file.path())
                .put("bytes", file.bytes())
                .put(
                        "modifiedAt",
                        file.modifiedAt() == null ? null : file.modifiedAt().toString())
                .put("sha256", file.sha256());
        return file.etag() == null ? node : node.put("etag", file.etag());
    }

    static FileVersion read(JsonNode node) {
        String modifiedAt = textOrNull(node, "modifiedAt");
        return new FileVersion(
                node.required("path").asText(),
                node.required("bytes").longValue(),
                modifiedAt == null ? null : Instant.parse(modifiedAt),
                textOrNull(node, "sha256"),
                textOrNull(node, "etag"));
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
