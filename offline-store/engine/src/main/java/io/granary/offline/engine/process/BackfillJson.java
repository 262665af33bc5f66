package io.granary.offline.engine.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.ArchiveGapJson;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.BackfillResult.BackfilledView;
import io.granary.offline.engine.TableSnapshotJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of a backfill's request and result; the revision is the caller's to write. */
final class BackfillJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BackfillJson() {}

    static ObjectNode request(BackfillRequest request) {
        ObjectNode node =
                NODES.objectNode().put("repository", request.repository().toString());
        node.set("archive", EventArchiveJson.write(request.archive()));
        ArrayNode views = node.putArray("views");
        for (BackfillView view : request.views()) {
            ObjectNode each = views.addObject()
                    .put("view", view.view())
                    .put("topic", view.topic())
                    .put("partitions", view.partitions());
            ObjectNode cut = each.putObject("cut");
            view.cut().forEach((partition, offset) -> cut.put(partition.toString(), offset));
        }
        request.producer().forEach(node.putObject("producer")::put);
        node.set("snapshots", TableSnapshotJson.write(request.snapshots()));
        return node;
    }

    static BackfillRequest readRequest(JsonNode node, Revision revision) {
        List<BackfillView> views = new ArrayList<>();
        node.required("views").forEach(view -> views.add(readView(view)));
        Map<String, String> producer = new LinkedHashMap<>();
        node.required("producer")
                .properties()
                .forEach(entry -> producer.put(entry.getKey(), entry.getValue().asText()));
        return new BackfillRequest(
                revision,
                Path.of(node.required("repository").asText()),
                EventArchiveJson.read(node.required("archive")),
                views,
                producer,
                TableSnapshotJson.readAll(node.get("snapshots")));
    }

    private static BackfillView readView(JsonNode node) {
        Map<Integer, Long> cut = new LinkedHashMap<>();
        node.required("cut")
                .properties()
                .forEach(entry -> cut.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().longValue()));
        return new BackfillView(
                node.required("view").asText(),
                cut,
                node.required("topic").asText(),
                node.required("partitions").intValue());
    }

    static ObjectNode result(BackfillResult result) {
        ObjectNode node = NODES.objectNode().put("project", result.project()).put("revision", result.revision());
        ArrayNode views = node.putArray("views");
        for (BackfilledView view : result.views()) {
            views.addObject()
                    .put("view", view.view())
                    .put("events", view.events())
                    .put("entities", view.entities())
                    .put("pages", view.pages());
        }
        node.set("archiveGaps", ArchiveGapJson.write(result.archiveGaps()));
        return node;
    }

    static BackfillResult readResult(JsonNode node) {
        List<BackfilledView> views = new ArrayList<>();
        for (JsonNode view : node.required("views")) {
            views.add(new BackfilledView(
                    view.required("view").asText(),
                    view.required("events").longValue(),
                    view.required("entities").longValue(),
                    view.required("pages").longValue()));
        }
        return new BackfillResult(
                node.required("project").asText(),
                node.required("revision").intValue(),
                views,
                ArchiveGapJson.read(node.get("archiveGaps")));
    }
}
