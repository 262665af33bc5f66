package io.granary.registry.server.lineage;

import io.granary.core.definition.Definitions;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageEdge;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.LineageQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that definitions say about each other, as nodes and typed edges in the direction of the values. Columns and
 * features are read from the syntax trees of expressions. Immutable.
 */
public final class LineageGraph {

    private final Map<String, LineageNode> nodes;
    private final Map<String, List<LineageEdge>> outgoing = new HashMap<>();
    private final Map<String, List<LineageEdge>> incoming = new HashMap<>();
    private final NodeNames names;

    private LineageGraph(GraphBuilder builder) {
        this.nodes = builder.nodes();
        this.names = new NodeNames(nodes);
        for (LineageEdge edge : builder.edges()) {
            outgoing.computeIfAbsent(edge.from(), id -> new ArrayList<>(2)).add(edge);
            incoming.computeIfAbsent(edge.to(), id -> new ArrayList<>(2)).add(edge);
        }
    }

    /** Never fails: what does not resolve is left out. */
    public static LineageGraph of(Definitions definitions) {
        GraphBuilder builder = new GraphBuilder(definitions);
        SourceNodes sources = new SourceNodes(builder);
        sources.add();
        new ViewNodes(builder, sources).add();
        new OnDemandNodes(builder).add();
        new ServingNodes(builder).add();
        return new LineageGraph(builder);
    }

    /** Every node, those that values come from before those that they go into. */
    public Collection<LineageNode> nodes() {
        return nodes.values();
    }

    /**
     * What a node's values come from or go into.
     *
     * @param revision the number of the revision that has the definitions; 0 for none
     * @throws io.granary.core.GranaryException (NOT_FOUND) for a name that nothing has, with what may have been meant;
     *     (INVALID_ARGUMENT) for one that several have, with their ids
     */
    public Lineage lineage(String project, int revision, LineageQuery query) {
        LineageNode start = names.resolve(query.node());
        return new Traversal(this, query).from(start, project, revision);
    }

    LineageNode node(String id) {
        LineageNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("no node " + id);
        }
        return node;
    }

    List<LineageEdge> outgoing(String id) {
        return outgoing.getOrDefault(id, List.of());
    }

    List<LineageEdge> incoming(String id) {
        return incoming.getOrDefault(id, List.of());
    }
}
