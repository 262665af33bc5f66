package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.models.role.RedisInstance.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A part of a cluster that can lose data by itself: a master with slots, and the replicas that may take its place.
 *
 * @param node id of the master
 * @param members ids of the master and its replicas
 */
record ClusterPart(String node, Set<String> members, BitSet slots) {

    /** Those of a cluster, as far as is known, masters without slots left out. */
    static List<ClusterPart> of(Collection<RedisClusterNode> nodes) {
        return nodes.stream()
                .filter(node -> node.getRole() == Role.UPSTREAM && !node.hasNoSlots())
                .map(master -> of(master, nodes))
                .toList();
    }

    private static ClusterPart of(RedisClusterNode master, Collection<RedisClusterNode> nodes) {
        Set<String> members = new TreeSet<>(Set.of(master.getNodeId()));
        for (RedisClusterNode node : nodes) {
            if (master.getNodeId().equals(node.getSlaveOf())) {
                members.add(node.getNodeId());
            }
        }
        BitSet slots = new BitSet(SlotHash.SLOT_COUNT);
        master.forEachSlot(slots::set);
        return new ClusterPart(master.getNodeId(), members, slots);
    }

    /** A key for notes of this part, in its first slot. */
    byte[] key(byte[] name) {
        byte[] tag = ("{" + SlotTag.of(slots.nextSetBit(0)) + "}").getBytes(UTF_8);
        byte[] key = Arrays.copyOf(name, name.length + tag.length);
        System.arraycopy(tag, 0, key, name.length, tag.length);
        return key;
    }

    /** Members and slots as text: what a note that is written now vouches for. */
    String covers() {
        return String.join(",", members) + " " + ranges();
    }

    /**
     * Whether a note vouches for all of this part: it was written to this master, or to one that this was a replica of,
     * when that had at least these slots. A note that came along with its slot from elsewhere does not.
     */
    boolean isCoveredBy(String covers) {
        int space = covers.indexOf(' ');
        if (space < 0 || !List.of(covers.substring(0, space).split(",", -1)).contains(node)) {
            return false;
        }
        BitSet missing = (BitSet) slots.clone();
        missing.andNot(slots(covers.substring(space + 1)));
        return missing.isEmpty();
    }

    private String ranges() {
        List<int[]> ranges = new ArrayList<>();
        for (int from = slots.nextSetBit(0); from >= 0; ) {
            int end = slots.nextClearBit(from);
            ranges.add(new int[] {from, end - 1});
            from = slots.nextSetBit(end);
        }
        return ranges.stream().map(range -> range[0] + "-" + range[1]).collect(Collectors.joining(","));
    }

    private static BitSet slots(String ranges) {
        BitSet slots = new BitSet(SlotHash.SLOT_COUNT);
        for (String range : ranges.split(",", -1)) {
            int dash = range.indexOf('-');
            slots.set(Integer.parseInt(range, 0, dash, 10), Integer.parseInt(range, dash + 1, range.length(), 10) + 1);
        }
        return slots;
    }
}
