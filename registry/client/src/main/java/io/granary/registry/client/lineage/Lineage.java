package io.granary.registry.client.lineage;

import java.util.List;

/**
 * What a node's values come from or go into. A node that is a part brings the definition that it belongs to, with an
 * edge of kind {@link EdgeKind#HAS}, so that every part has an owner; that alone does not bring the other parts.
 *
 * @param revision number of the revision that this was read from; 0 for files that are not applied
 * @param node id of the node that was asked about
 * @param nodes the node itself, then the nearest first
 * @param edges among the nodes
 */
public record Lineage(
        String project,
        int revision,
        String node,
        LineageDirection direction,
        List<LineageNode> nodes,
        List<LineageEdge> edges) {

    public Lineage {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
