package io.granary.registry.client.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has to be told before a node changes: every definition that its values go into, but not the node's own.
 *
 * @param lineage what it was read from
 * @param definitions in the order of the flow, then of names
 */
public record Impact(Lineage lineage, List<Affected> definitions) {

    /**
     * A definition that is affected.
     *
     * @param parts which of its parts are, as far as it has any
     */
    public record Affected(LineageNode definition, List<LineageNode> parts) {

        public Affected {
            parts = List.copyOf(parts);
        }
    }

    public Impact {
        definitions = List.copyOf(definitions);
    }

    /** @param lineage downstream of the node */
    public static Impact of(Lineage lineage) {
        Map<String, LineageNode> nodes = new HashMap<>();
        lineage.nodes().forEach(node -> nodes.put(node.id(), node));
        Map<LineageNode, List<LineageNode>> affected = new LinkedHashMap<>();
        for (LineageNode node : lineage.nodes()) {
            LineageNode definition = definition(node, nodes);
            Collection<LineageNode> parts = affected.computeIfAbsent(definition, key -> new ArrayList<>());
            if (!node.equals(definition)) {
                parts.add(node);
            }
        }
        affected.remove(definition(lineage.nodes().get(0), nodes));
        return new Impact(
                lineage,
                affected.entrySet().stream()
                        .map(entry -> new Affected(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.<Affected, NodeKind>comparing(
                                        one -> one.definition().kind())
                                .thenComparing(one -> one.definition().name()))
                        .toList());
    }

    /** Owner to what of theirs is affected; definitions without an owner are under the empty name. */
    public SortedMap<String, List<LineageNode>> owners() {
        SortedMap<String, List<LineageNode>> owners = new TreeMap<>();
        for (Affected one : definitions) {
            @Nullable String owner = one.definition().owner();
            owners.computeIfAbsent(owner == null ? "" : owner, name -> new ArrayList<>())
                    .add(one.definition());
        }
        return owners;
    }

    private static LineageNode definition(LineageNode node, Map<String, LineageNode> nodes) {
        LineageNode whole = node.whole() == null ? null : nodes.get(node.whole());
        return whole == null ? node : definition(whole, nodes);
    }
}
