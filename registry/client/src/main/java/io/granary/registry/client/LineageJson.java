package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.Impact;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageDirection;
import io.granary.registry.client.lineage.LineageEdge;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.NodeKind;
import java.util.List;

/** A lineage as a graph of nodes and edges. */
public final class LineageJson {

    private LineageJson() {}

    public static byte[] encode(Lineage lineage) {
        return JsonDocument.encode(new JsonTree()
                .text("project", lineage.project())
                .integer("revision", lineage.revision())
                .text("node", lineage.node())
                .text("direction", lineage.direction().text())
                .list("nodes", lineage.nodes(), node -> tree(node).node())
                .list("edges", lineage.edges(), LineageJson::writeEdge)
                .node());
    }

    /** Who has to be told, by definition; and by owner, the ids of what they own. */
    public static byte[] encode(Impact impact) {
        return JsonDocument.encode(new JsonTree()
                .text("project", impact.lineage().project())
                .integer("revision", impact.lineage().revision())
                .text("node", impact.lineage().node())
                .list("definitions", impact.definitions(), LineageJson::writeAffected)
                .map("owners", impact.owners(), LineageJson::writeIds)
                .node());
    }

    static Lineage decode(byte[] json) {
        return JsonDocument.parse(
                json,
                object -> new Lineage(
                        object.text("project"),
                        object.integer("revision"),
                        object.text("node"),
                        LineageDirection.parse(object.text("direction")),
                        object.objects("nodes", LineageJson::readNode),
                        object.objects("edges", LineageJson::readEdge)));
    }

    /** The fields of a node, to which others may be added. */
    static JsonTree tree(LineageNode node) {
        return new JsonTree()
                .text("id", node.id())
                .text("kind", node.kind().text())
                .text("name", node.name())
                .text("whole", node.whole())
                .text("owner", node.owner())
                .text("description", node.description());
    }

    static LineageNode readNode(JsonObject object) {
        object.text("id");
        return new LineageNode(
                NodeKind.parse(object.text("kind")),
                object.text("name"),
                object.findText("whole"),
                object.findText("owner"),
                object.findText("description"));
    }

    private static JsonNode writeAffected(Impact.Affected affected) {
        return tree(affected.definition())
                .list("parts", affected.parts(), part -> tree(part).node())
                .node();
    }

    private static JsonNode writeIds(List<LineageNode> nodes) {
        ArrayNode ids = JsonTree.NODES.arrayNode();
        nodes.forEach(node -> ids.add(node.id()));
        return ids;
    }

    private static JsonNode writeEdge(LineageEdge edge) {
        return new JsonTree()
                .text("from", edge.from())
                .text("to", edge.to())
                .text("kind", edge.kind().text())
                .node();
    }

    private static LineageEdge readEdge(JsonObject object) {
        return new LineageEdge(object.text("from"), object.text("to"), EdgeKind.parse(object.text("kind")));
    }
}
