package io.granary.offline.engine.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.EventArchive.Gaps;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The JSON of the archive that a job reads; null: it reads none. */
final class EventArchiveJson {

    private EventArchiveJson() {}

    static JsonNode write(@Nullable EventArchive archive) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (archive == null) {
            return nodes.nullNode();
        }
        ObjectNode node = nodes.objectNode()
                .put("folder", archive.folder().toString())
                .put("gaps", archive.gaps().name());
        SchemaRegistryConfig registry = archive.schemaRegistry();
        if (registry != null) {
            node.putObject("schemaRegistry")
                    .put("address", registry.address().toString())
                    .put("user", registry.user())
                    .put("password", registry.password())
                    .put("timeout", registry.timeout().toString());
        }
        return node;
    }

    static @Nullable EventArchive read(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        return new EventArchive(
                Path.of(node.required("folder").asText()),
                Gaps.valueOf(node.required("gaps").asText()),
                readRegistry(node.get("schemaRegistry")));
    }

    private static @Nullable SchemaRegistryConfig readRegistry(@Nullable JsonNode node) {
        return node == null
                ? null
                : new SchemaRegistryConfig(
                        URI.create(node.required("address").asText()),
                        node.required("user").textValue(),
                        node.required("password").textValue(),
                        Duration.parse(node.required("timeout").asText()));
    }
}
