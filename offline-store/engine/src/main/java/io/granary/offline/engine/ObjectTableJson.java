package io.granary.offline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.ObjectAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JSON of an {@link ObjectTable}. */
public final class ObjectTableJson {

    private ObjectTableJson() {}

    public static ObjectNode write(ObjectTable table) {
        Path copy = table.copy();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("address", table.address().text())
                .put("copy", copy == null ? null : copy.toString());
        ArrayNode files = node.putArray("files");
        table.files().forEach(file -> files.add(FileVersionJson.write(file)));
        return node;
    }

    /** @throws IllegalArgumentException when the JSON is no such table */
    public static ObjectTable read(JsonNode node) {
        List<FileVersion> files = new ArrayList<>();
        node.required("files").forEach(file -> files.add(FileVersionJson.read(file)));
        JsonNode copy = node.path("copy");
        return new ObjectTable(
                new ObjectAddress(node.required("address").asText()),
                files,
                copy.isTextual() ? Path.of(copy.asText()) : null);
    }
}
