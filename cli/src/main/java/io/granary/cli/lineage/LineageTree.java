package io.granary.cli.lineage;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageDirection;
import io.granary.registry.client.lineage.LineageEdge;
import io.granary.registry.client.lineage.LineageNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A lineage drawn with lines, a node a line. What has been drawn above is named again, but not unfolded again. */
public final class LineageTree {

    /** Say more than that the value flows. */
    private static final Set<EdgeKind> TOLD = EnumSet.of(
            EdgeKind.WHERE,
            EdgeKind.JOIN_KEY,
            EdgeKind.EVENT_TIMESTAMP,
            EdgeKind.CREATED_TIMESTAMP,
            EdgeKind.EVENT_ID,
            EdgeKind.HISTORY,
            EdgeKind.INPUT);

    private static final Comparator<LineageNode> ORDER =
            Comparator.comparing(LineageNode::kind).thenComparing(LineageNode::name);

    private final Map<String, LineageNode> nodes = new HashMap<>();
    private final Map<String, Map<String, List<EdgeKind>>> children = new HashMap<>();
    private final Set<String> drawn = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private LineageTree() {}

    /** One tree for each direction that the lineage has. */
    public static String of(Lineage lineage) {
        String upstream = lineage.direction().isUpstream() ? tree(lineage, LineageDirection.UPSTREAM) : "";
        String downstream = lineage.direction().isDownstream() ? tree(lineage, LineageDirection.DOWNSTREAM) : "";
        return upstream.isEmpty() || downstream.isEmpty() ? upstream + downstream : upstream + "\n" + downstream;
    }

    private static String tree(Lineage lineage, LineageDirection direction) {
        LineageTree tree = new LineageTree();
        lineage.nodes().forEach(node -> tree.nodes.put(node.id(), node));
        lineage.edges().forEach(edge -> tree.add(edge, lineage.node(), direction));
        boolean hasChildren = tree.children.containsKey(lineage.node());
        tree.text
                .append(tree.label(lineage.node()))
                .append(direction == LineageDirection.UPSTREAM ? " comes from" : " goes into")
                .append(hasChildren ? "\n" : " nothing that is known\n");
        tree.drawChildren(lineage.node(), "");
        return tree.text.toString();
    }

    /** The parts of the node that was asked about hang below it in both directions, as it is asked about with them. */
    private void add(LineageEdge edge, String start, LineageDirection direction) {
        boolean isPartOfStart = edge.kind() == EdgeKind.HAS && edge.from().equals(start);
        if (direction == LineageDirection.DOWNSTREAM || isPartOfStart) {
            add(edge.from(), edge.to(), edge.kind());
        } else {
            add(edge.to(), edge.from(), edge.kind());
        }
    }

    private void add(String parent, String child, EdgeKind kind) {
        children.computeIfAbsent(parent, id -> new HashMap<>())
                .computeIfAbsent(child, id -> new ArrayList<>(1))
                .add(kind);
    }

    private void drawChildren(String id, String indent) {
        drawn.add(id);
        List<Map.Entry<String, List<EdgeKind>>> entries =
                new ArrayList<>(children.getOrDefault(id, Map.of()).entrySet());
        entries.sort(Map.Entry.comparingByKey(Comparator.comparing(this::node, ORDER)));
        for (int i = 0; i < entries.size(); i++) {
            boolean last = i == entries.size() - 1;
            String child = entries.get(i).getKey();
            boolean isAgain = drawn.contains(child) && children.containsKey(child);
            text.append(indent).append(last ? "└─ " : "├─ ").append(label(child));
            text.append(why(entries.get(i).getValue()))
                    .append(isAgain ? ", as above" : "")
                    .append('\n');
            if (!isAgain) {
                drawChildren(child, indent + (last ? "   " : "│  "));
            }
        }
    }

    private String label(String id) {
        return node(id).kind().text() + " " + node(id).name();
    }

    private LineageNode node(String id) {
        return requireNonNull(nodes.get(id), id);
    }

    private static String why(List<EdgeKind> kinds) {
        String told = kinds.stream().filter(TOLD::contains).map(EdgeKind::text).collect(joining(", "));
        return told.isEmpty() ? "" : " (" + told + ")";
    }
}
