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

/** The JSON of {@link ListedTable}s and {@link TableVersion}. */
public final class TableSnapshotJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TableSnapshotJson() {}

    /** An object of tables by name. */
    public static ObjectNode write(Map<String, ListedTable> tables) {
        ObjectNode node = NODES.objectNode();
        tables.forEach((name, table) -> node.set(name, write(table)));
        return node;
    }

    /** What {@link #write(Map)} wrote; nothing when there is none. */
    public static Map<String, ListedTable> readAll(@Nullable JsonNode node) {
        Map<String, ListedTable> tables = new LinkedHashMap<>();
        if (node != null) {
            node.properties().forEach(entry -> tables.put(entry.getKey(), readTable(entry.getValue())));
        }
        return tables;
    }

    /** A table, or null. */
    public static JsonNode write(@Nullable ListedTable table) {
        if (table == null) {
            return NODES.nullNode();
        }
        return table instanceof ObjectTable objects ? ObjectTableJson.write(objects) : snapshot((TableSnapshot) table);
    }

    private static ObjectNode snapshot(TableSnapshot snapshot) {
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

    /** What {@link #write(ListedTable)} wrote. */
    public static @Nullable ListedTable read(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : readTable(node);
    }

    private static ListedTable readTable(JsonNode node) {
        return node.has("address") ? ObjectTableJson.read(node) : readSnapshot(node);
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

    /** An object; null when nothing was read. */
    public static JsonNode writeRead(@Nullable SnapshotRead read) {
        if (read == null) {
            return NODES.nullNode();
        }
        ObjectNode node = NODES.objectNode().put("since", read.since());
        return node.set("version", writeVersion(read.version()));
    }

    /** What {@link #writeRead} wrote. */
    public static @Nullable SnapshotRead readRead(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        JsonNode since = node.path("since");
        return new SnapshotRead(
                readKnownVersion(node.required("version")), since.isNumber() ? (Long) since.longValue() : null);
    }

    private static TableVersion readKnownVersion(JsonNode node) {
        return new TableVersion(
                node.required("table").asText(),
                node.required("id").longValue(),
                Instant.parse(node.required("committedAt").asText()),
                node.required("schemaId").intValue());
    }
}
