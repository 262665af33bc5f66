package io.granary.registry.server.lineage;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.LineageEdge;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.NodeKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Collects nodes and edges. An edge whose start or end does not exist is left out. */
final class GraphBuilder {

    private final Definitions definitions;
    private final Map<String, LineageNode> nodes = new LinkedHashMap<>();
    private final Set<LineageEdge> edges = new LinkedHashSet<>();

    GraphBuilder(Definitions definitions) {
        this.definitions = definitions;
    }

    Definitions definitions() {
        return definitions;
    }

    Map<String, LineageNode> nodes() {
        return nodes;
    }

    Set<LineageEdge> edges() {
        return edges;
    }

    /** The id of the node that a definition becomes. */
    String add(Definition definition) {
        return add(new LineageNode(
                NodeKind.of(definition.kind()),
                definition.name(),
                null,
                definition.metadata().owner(),
                definition.metadata().description()));
    }

    /** The id of a node that a definition has as a part. */
    String addPart(String whole, NodeKind kind, String name) {
        String part = addMember(whole, kind, name);
        connect(whole, part, EdgeKind.HAS);
        return part;
    }

    /** The id of a node that is told with its whole, but does not follow from it. */
    String addMember(String whole, NodeKind kind, String name) {
        LineageNode owning = nodes.get(whole);
        return add(new LineageNode(kind, name, whole, owning == null ? null : owning.owner(), null));
    }

    void connect(String from, String to, EdgeKind kind) {
        if (nodes.containsKey(from) && nodes.containsKey(to)) {
            edges.add(new LineageEdge(from, to, kind));
        }
    }

    private String add(LineageNode node) {
        nodes.putIfAbsent(node.id(), node);
        return node.id();
    }
}
