package io.granary.cli.lineage;

import static java.util.stream.Collectors.joining;

import io.granary.cli.terminal.Table;
import io.granary.registry.client.lineage.Impact;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.NodeKind;
import java.util.List;

/** Who has to be told before something changes: a line a definition, then the owners. */
public final class ImpactText {

    private static final int SHOWN_PARTS = 4;

    private ImpactText() {}

    public static String of(Impact impact) {
        String node = impact.lineage().node();
        if (impact.definitions().isEmpty()) {
            return node + " goes into no other definition.\n";
        }
        Table table = Table.of("KIND", "NAME", "OWNER", "PARTS");
        for (Impact.Affected one : impact.definitions()) {
            LineageNode definition = one.definition();
            table.row(definition.kind().text(), definition.name(), definition.owner(), parts(one.parts()));
        }
        return node + " goes into " + definitions(impact.definitions().size()) + ":\n\n" + table.text() + "\n"
                + owners(impact) + "\n";
    }

    private static String parts(List<LineageNode> parts) {
        List<String> names = parts.stream()
                .filter(part -> part.kind() != NodeKind.MODEL_INPUT)
                .map(LineageNode::shortName)
                .toList();
        String shown = names.stream().limit(SHOWN_PARTS).collect(joining(", "));
        return names.size() <= SHOWN_PARTS ? shown : shown + " and " + (names.size() - SHOWN_PARTS) + " more";
    }

    private static String owners(Impact impact) {
        String known = impact.owners().entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .map(entry -> entry.getKey() + " (" + entry.getValue().size() + ")")
                .collect(joining(", "));
        int unowned = impact.owners().getOrDefault("", List.of()).size();
        String tell = known.isEmpty() ? "" : "To tell: " + known + ".";
        String gap = tell.isEmpty() || unowned == 0 ? "" : " ";
        return unowned == 0 ? tell : tell + gap + definitions(unowned) + " without an owner.";
    }

    private static String definitions(int count) {
        return count == 1 ? "1 definition" : count + " definitions";
    }
}
