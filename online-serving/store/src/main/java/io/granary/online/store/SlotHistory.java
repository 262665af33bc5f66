package io.granary.online.store;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each part of a cluster was last seen to have, so that slots which move between live servers are known to have
 * taken their rows along. Immutable.
 */
final class SlotHistory {

    static final SlotHistory NONE = new SlotHistory(Map.of());

    private final Map<String, Seen> parts;

    private SlotHistory(Map<String, Seen> parts) {
        this.parts = Map.copyOf(parts);
    }

    private record Seen(String lineage, BitSet slots, Set<Integer> partitions) {}

    /** @param lineages by the node of each part, and of masters without slots, which have nothing to lose */
    static SlotHistory of(List<ClusterPart> parts, Map<String, String> lineages, Set<Integer> partitions) {
        Map<String, Seen> seen = new HashMap<>();
        lineages.forEach((node, lineage) -> seen.put(node, new Seen(lineage, new BitSet(), partitions)));
        for (ClusterPart part : parts) {
            seen.computeIfPresent(part.node(), (node, each) -> new Seen(each.lineage(), part.slots(), partitions));
        }
        return new SlotHistory(seen);
    }

    /**
     * Whether a part has what it must have although no note says so: its slots have changed since it was last seen, it is
     * the same server without interruption, and so are those that the new slots come from.
     *
     * @param lineages of all masters now
     */
    boolean explains(ClusterPart part, int partition, Map<String, String> lineages) {
        Seen before = continued(part.node(), partition, lineages);
        if (before == null || before.slots().equals(part.slots())) {
            return false;
        }
        BitSet unknown = (BitSet) part.slots().clone();
        for (String node : parts.keySet()) {
            Seen donor = continued(node, partition, lineages);
            if (donor != null) {
                unknown.andNot(donor.slots());
            }
        }
        return unknown.isEmpty();
    }

    private @Nullable Seen continued(String node, int partition, Map<String, String> lineages) {
        Seen seen = parts.get(node);
        boolean isContinued = seen != null
                && !seen.lineage().isEmpty()
                && seen.partitions().contains(partition)
                && seen.lineage().equals(lineages.get(node));
        return isContinued ? seen : null;
    }
}
