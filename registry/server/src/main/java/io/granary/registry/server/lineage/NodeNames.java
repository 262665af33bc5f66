package io.granary.registry.server.lineage;

import static java.util.stream.Collectors.joining;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.NodeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds nodes by what people type: a name where it has one meaning, else an id. */
final class NodeNames {

    private static final int SHOWN = 10;

    private final Map<String, LineageNode> byId;
    private final Map<String, List<LineageNode>> byName = new HashMap<>();

    NodeNames(Map<String, LineageNode> byId) {
        this.byId = byId;
        byId.values()
                .forEach(node -> byName.computeIfAbsent(node.name(), name -> new ArrayList<>(1))
                        .add(node));
    }

    /** See {@link LineageGraph#lineage}. */
    LineageNode resolve(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? byName(text) : byId(NodeKind.parse(text.substring(0, slash)), text.substring(slash + 1));
    }

    private LineageNode byId(NodeKind kind, String name) {
        LineageNode node = byId.get(LineageNode.id(kind, name));
        if (node == null) {
            List<String> names = byId.values().stream()
                    .filter(other -> other.kind() == kind)
                    .map(LineageNode::name)
                    .toList();
            throw unknown(kind.text(), name, names);
        }
        return node;
    }

    private LineageNode byName(String name) {
        List<LineageNode> found = byName.getOrDefault(name, List.of());
        if (found.isEmpty()) {
            throw unknown("node", name, byName.keySet());
        }
        if (found.size() > 1) {
            throw GranaryException.invalid(
                    "node",
                    "'" + name + "'",
                    "one of " + found.stream().map(LineageNode::id).collect(joining(", ")));
        }
        return found.get(0);
    }

    private static GranaryException unknown(String what, String name, Collection<String> known) {
        String hint = hint(name, known);
        return new GranaryException(
                ErrorCode.NOT_FOUND, what + ": '" + name + "' does not exist" + (hint == null ? "" : "; " + hint));
    }

    /** Names that end with the given one, as people leave out the view or the source; else a close one. */
    private static @Nullable String hint(String name, Collection<String> known) {
        List<String> parts = known.stream()
                .filter(other -> isPart(other, name))
                .sorted()
                .limit(SHOWN)
                .toList();
        return parts.isEmpty()
                ? Suggestions.of(name, known)
                : "did you mean "
                        + String.join(
                                " or ",
                                parts.stream().map(part -> "'" + part + "'").toList()) + "?";
    }

    private static boolean isPart(String name, String part) {
        int before = name.length() - part.length() - 1;
        return before > 0 && name.endsWith(part) && ".:".indexOf(name.charAt(before)) >= 0;
    }
}
