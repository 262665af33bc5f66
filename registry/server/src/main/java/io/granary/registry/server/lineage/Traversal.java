package io.granary.registry.server.lineage;

import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageEdge;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.LineageQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One walk through a graph, breadth first. To ask about a whole is to ask about its parts. What flows into a whole flows
 * into each part; what flows into a part makes its whole known, but not the whole's other parts.
 */
final class Traversal {

    private final LineageGraph graph;
    private final LineageQuery query;
    private final Set<String> reached = new LinkedHashSet<>();

    Traversal(LineageGraph graph, LineageQuery query) {
        this.graph = graph;
        this.query = query;
    }

    Lineage from(LineageNode start, String project, int revision) {
        Set<String> all = withParts(start.id());
        reached.addAll(all);
        if (query.direction().isDownstream()) {
            walk(all, id -> graph.outgoing(id).stream().map(LineageEdge::to));
        }
        if (query.direction().isUpstream()) {
            walk(all, id -> graph.incoming(id).stream().map(LineageEdge::from));
        }
        List.copyOf(reached).forEach(this::addWholes);
        List<LineageNode> nodes = reached.stream().map(graph::node).toList();
        return new Lineage(project, revision, start.id(), query.direction(), nodes, edges());
    }

    private Set<String> withParts(String id) {
        Set<String> all = new LinkedHashSet<>(List.of(id));
        for (LineageEdge edge : graph.outgoing(id)) {
            if (edge.kind() == EdgeKind.HAS) {
                all.addAll(withParts(edge.to()));
            }
        }
        return all;
    }

    private void walk(Collection<String> start, Function<String, Stream<String>> neighbours) {
        Set<String> seen = new LinkedHashSet<>(start);
        Collection<String> border = start;
        for (int step = 0; step < query.depth() && !border.isEmpty(); step++) {
            border = border.stream().flatMap(neighbours).filter(seen::add).toList();
            reached.addAll(border);
        }
    }

    private void addWholes(String id) {
        String whole = graph.node(id).whole();
        if (whole != null && reached.add(whole)) {
            addWholes(whole);
        }
    }

    private List<LineageEdge> edges() {
        List<LineageEdge> edges = new ArrayList<>();
        for (String id : reached) {
            graph.outgoing(id).stream()
                    .filter(edge -> reached.contains(edge.to()))
                    .forEach(edges::add);
        }
        return edges;
    }
}
