package io.granary.offline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@link TableSnapshot} and {@link TableVersion}. */
public final class TableSnapshotJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TableSnapshotJson() {}

    /** An object of snapshots by name. */
    public static ObjectNode write(Map<String, TableSnapshot> snapshots) {
        ObjectNode node = NODES.objectNode();
        snapshots.forEach((name, snapshot) -> node.set(name, write(snapshot)));
        return node;
    }

    /** What {@link #write(Map)} wrote; nothing when there is none. */
    public static Map<String, TableSnapshot> readAll(@Nullable JsonNode node) {
        Map<String, TableSnapshot> snapshots = new LinkedHashMap<>();
        if (node != null) {
            node.properties().forEach(entry -> snapshots.put(entry.getKey(), readSnapshot(entry.getValue())));
        }
        return snapshots;
    }

    /** A snapshot, or null. */
    public static JsonNode write(@Nullable TableSnapshot snapshot) {
        if (snapshot == null) {
            return NODES.nullNode();
        }
        ObjectNode node = NODES.objectNode().put("location", snapshot.location().toString());
        node.set("version", writeVersion(snapshot.version()));
        ArrayNode columns = node.putArray("columns");
        for (SnapshotColumn column : snapshot.columns()) {
            columns.addObject()
                    .put("id", column.id())
                    .put("name", column.name())
                    .put("type", column.type());
        }
        snapshot.unreadable().forEach(node.putArray("unreadable")::add);
        ArrayNode files = node.putArray("files");
        snapshot.files().forEach(file -> files.add(file.toString()));
        return node;
    }

    /** What {@link #write(TableSnapshot)} wrote. */
    public static @Nullable TableSnapshot read(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : readSnapshot(node);
    }

    private static TableSnapshot readSnapshot(JsonNode node) {
        List<SnapshotColumn> columns = new ArrayList<>();
        for (JsonNode column : node.required("columns")) {
            columns.add(new SnapshotColumn(
                    column.required("id").intValue(),
                    column.required("name").asText(),
                    column.required("type").asText()));
        }
        List<String> unreadable = new ArrayList<>();
        node.required("unreadable").forEach(column -> unreadable.add(column.asText()));
        List<Path> files = new ArrayList<>();
        node.required("files").forEach(file -> files.add(Path.of(file.asText())));
        return new TableSnapshot(
                readKnownVersion(node.required("version")),
                Path.of(node.required("location").asText()),
                columns,
                unreadable,
                files);
    }

    static JsonNode writeVersion(@Nullable TableVersion version) {
        return version == null
                ? NODES.nullNode()
                : NODES.objectNode()
                        .put("table", version.table())
                        .put("id", version.snapshotId())
                        .put("committedAt", version.committedAt().toString())
                        .put("schemaId", version.schemaId());
    }

    static @Nullable TableVersion readVersion(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : readKnownVersion(node);
    }

    private static TableVersion readKnownVersion(JsonNode node) {
        return new TableVersion(
                node.required("table").asText(),
                node.required("id").longValue(),
                Instant.parse(node.required("committedAt").asText()),
                node.required("schemaId").intValue());
    }
}
