package io.granary.cli.lineage;

import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageEdge;
import io.granary.registry.client.lineage.LineageNode;
import java.util.HashMap;
import java.util.Map;

/** A lineage in the languages of programs that draw graphs. */
public final class LineageDrawing {

    private LineageDrawing() {}

    /** For Graphviz. */
    public static String dot(Lineage lineage) {
        StringBuilder text = new StringBuilder("digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n");
        for (LineageNode node : lineage.nodes()) {
            text.append("  %s [label=%s%s];%n"
                    .formatted(
                            quoted(node.id()),
                            quoted(node.kind().text() + "\n" + node.name()),
                            node.id().equals(lineage.node()) ? ", style=bold" : ""));
        }
        for (LineageEdge edge : lineage.edges()) {
            String style = edge.kind() == EdgeKind.HAS
                    ? "style=dotted"
                    : "label=" + quoted(edge.kind().text());
            text.append("  %s -> %s [%s];%n".formatted(quoted(edge.from()), quoted(edge.to()), style));
        }
        return text.append("}\n").toString();
    }

    /** For Mermaid, which Markdown of many forges shows as a picture. */
    public static String mermaid(Lineage lineage) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        Map<String, String> names = new HashMap<>();
        for (LineageNode node : lineage.nodes()) {
            String name = "n" + names.size();
            names.put(node.id(), name);
            String label = node.kind().text() + "<br>" + node.name().replace("\"", "#quot;");
            text.append("  ").append(name).append("[\"").append(label).append("\"]\n");
        }
        for (LineageEdge edge : lineage.edges()) {
            String arrow = edge.kind() == EdgeKind.HAS
                    ? " -.-> "
                    : " -->|" + edge.kind().text() + "| ";
            text.append("  ").append(names.get(edge.from())).append(arrow);
            text.append(names.get(edge.to())).append('\n');
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
