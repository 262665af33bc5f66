package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of data sources as JSON. */
final class SourceJson {

    private SourceJson() {}

    static void write(JsonTree tree, BatchSource source) {
        tree.choice("format", source.format())
                .text("path", source.path())
                .text("eventTimestamp", source.eventTimestamp())
                .text("createdTimestamp", source.createdTimestamp())
                .list("schema", source.schema(), SourceJson::write)
                .list("expectations", source.expectations(), ExpectationJson::write);
    }

    static BatchSource readBatch(String name, Metadata metadata, JsonObject object) {
        return new BatchSource(
                name,
                object.choice("format", BatchSource.Format.class),
                object.text("path"),
                object.findText("eventTimestamp"),
                object.findText("createdTimestamp"),
                object.findObjects("schema", SourceJson::readColumn),
                ExpectationJson.readAll(object),
                metadata);
    }

    static void write(JsonTree tree, StreamSource source) {
        tree.text("topic", source.topic())
                .choice("format", source.format())
                .list("schema", source.schema(), SourceJson::write)
                .text("avroSchema", source.avroSchema())
                .text("eventTimestamp", source.eventTimestamp())
                .text("createdTimestamp", source.createdTimestamp())
                .text("eventId", source.eventId())
                .duration("allowedLateness", source.allowedLateness())
                .duration("maxFutureSkew", source.maxFutureSkew())
                .tree("history", writeHistory(source.history()))
                .list("expectations", source.expectations(), ExpectationJson::write);
    }

    static StreamSource readStream(String name, Metadata metadata, JsonObject object) {
        return new StreamSource(
                name,
                object.text("topic"),
                object.choice("format", StreamSource.Format.class),
                columns(object, "schema"),
                object.findText("avroSchema"),
                object.text("eventTimestamp"),
                object.findText("createdTimestamp"),
                object.findText("eventId"),
                object.duration("allowedLateness"),
                object.duration("maxFutureSkew"),
                readHistory(object),
                ExpectationJson.readAll(object),
                metadata);
    }

    static void write(JsonTree tree, PushSource source) {
        tree.list("schema", source.schema(), SourceJson::write)
                .text("eventTimestamp", source.eventTimestamp())
                .list("expectations", source.expectations(), ExpectationJson::write);
    }

    static PushSource readPush(String name, Metadata metadata, JsonObject object) {
        return new PushSource(
                name,
                columns(object, "schema"),
                object.text("eventTimestamp"),
                ExpectationJson.readAll(object),
                metadata);
    }

    static JsonNode write(Column column) {
        return new JsonTree()
                .text("name", column.name())
                .text("type", column.type().text())
                .node();
    }

    static List<Column> columns(JsonObject object, String field) {
        return object.objects(field, SourceJson::readColumn);
    }

    static DataType type(JsonObject object) {
        return object.located("type", () -> DataType.parse(object.text("type")));
    }

    private static Column readColumn(JsonObject object) {
        return new Column(object.text("name"), type(object));
    }

    private static @Nullable JsonNode writeHistory(StreamSource.@Nullable History history) {
        if (history == null) {
            return null;
        }
        return new JsonTree()
                .text("source", history.source())
                .text("until", history.until().toString())
                .duration("delay", history.delay())
                .node();
    }

    private static StreamSource.@Nullable History readHistory(JsonObject object) {
        JsonNode node = object.find("history");
        return node == null ? null : JsonObject.read(node, object.path("history"), SourceJson::readHistoryFields);
    }

    private static StreamSource.History readHistoryFields(JsonObject object) {
        return new StreamSource.History(object.text("source"), object.instant("until"), object.duration("delay"));
    }
}
