package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ClusterPartTest {

    private static final ClusterPart PART = part("a", Set.of("a", "r"), 0, 5, 9, 10);

    @Test
    void partsAreMastersWithSlotsAndTheirReplicas() {
        List<RedisClusterNode> nodes = List.of(
                node("a", null, NodeFlag.UPSTREAM, 0, 1, 2),
                node("r", "a", NodeFlag.REPLICA),
                node("b", null, NodeFlag.UPSTREAM, 7),
                node("empty", null, NodeFlag.UPSTREAM));

        assertThat(ClusterPart.of(nodes))
                .containsExactly(part("a", Set.of("a", "r"), 0, 1, 2), part("b", Set.of("b"), 7));
    }

    @Test
    void saysWhatItCovers() {
        assertThat(part("a", Set.of("a"), 0, 1, 2, 5, 7, 8).covers()).isEqualTo("a 0-2,5-5,7-8");
    }

    @Test
    void aNoteOfTheSamePartVouches() {
        assertThat(PART.isCoveredBy(PART.covers())).isTrue();
        assertThat(PART.isCoveredBy("x,a,y 0-100")).as("it had more slots").isTrue();
        assertThat(part("r", Set.of("r"), 0, 5).isCoveredBy(PART.covers()))
                .as("a replica that took over")
                .isTrue();
    }

    @Test
    void otherNotesDoNotVouch() {
        assertThat(PART.isCoveredBy("a 0-4,6-10")).as("slot 5 came later").isFalse();
        assertThat(PART.isCoveredBy("b 0-100")).as("of another part").isFalse();
        assertThat(PART.isCoveredBy("")).isFalse();
    }

    @Test
    void keysForNotesLieInTheFirstSlot() {
        for (int slot : new int[] {0, 1, 5_461, SlotHash.SLOT_COUNT - 1}) {
            byte[] key = part("a", Set.of("a"), slot, SlotHash.SLOT_COUNT - 1).key(MarkCall.key("a log"));
            assertThat(SlotHash.getSlot(key)).isEqualTo(slot);
        }
    }

    @Test
    void slotsThatMoveBetweenLiveServersAreExplained() {
        ClusterPart a = part("a", Set.of("a"), 0, 1, 2);
        ClusterPart b = part("b", Set.of("b"), 8, 9);
        Map<String, String> lineages = Map.of("a", "1", "b", "2", "empty", "3");
        SlotHistory history = SlotHistory.of(List.of(a, b), lineages, Set.of(0));

        assertThat(history.explains(part("b", Set.of("b"), 2, 8, 9), 0, lineages))
                .isTrue();
        assertThat(history.explains(part("a", Set.of("a"), 1, 2), 0, lineages)).isTrue();
        assertThat(history.explains(part("empty", Set.of("empty"), 1, 9), 0, lineages))
                .isTrue();
    }

    @Test
    void nothingElseIsExplained() {
        ClusterPart a = part("a", Set.of("a"), 0, 1, 2);
        ClusterPart b = part("b", Set.of("b"), 8, 9);
        ClusterPart grown = part("b", Set.of("b"), 2, 8, 9);
        Map<String, String> lineages = Map.of("a", "1", "b", "2");
        SlotHistory history = SlotHistory.of(List.of(a, b), lineages, Set.of(0));

        assertThat(history.explains(b, 0, lineages)).as("nothing has moved").isFalse();
        assertThat(history.explains(grown, 0, Map.of("a", "other", "b", "2"))).isFalse();
        assertThat(history.explains(grown, 0, Map.of("b", "2"))).isFalse();
        assertThat(history.explains(grown, 0, Map.of("a", "1", "b", "other"))).isFalse();
        assertThat(history.explains(grown, 1, lineages))
                .as("of another partition")
                .isFalse();
        assertThat(history.explains(part("b", Set.of("b"), 5, 8, 9), 0, lineages))
                .as("nobody had slot 5")
                .isFalse();
        assertThat(SlotHistory.NONE.explains(grown, 0, lineages)).isFalse();
    }

    @Test
    void aRemovalWalksThroughTheMasters() {
        List<String> nodes = List.of("a", "b");
        ClusterScan start = ClusterScan.at(null, nodes);
        assertThat(start).isEqualTo(new ClusterScan("a", null));
        assertThat(start.next("17", nodes)).isEqualTo("a/17");
        assertThat(ClusterScan.at("a/17", nodes)).isEqualTo(new ClusterScan("a", "17"));
        assertThat(start.next(null, nodes)).isEqualTo("b/");
        assertThat(ClusterScan.at("b/", nodes)).isEqualTo(new ClusterScan("b", null));
        assertThat(ClusterScan.at("b/", nodes).next(null, nodes)).isNull();
        assertThat(ClusterScan.at("a/17", List.of("b"))).as("a has gone").isEqualTo(new ClusterScan("b", null));
    }

    private static ClusterPart part(String node, Set<String> members, int... slots) {
        BitSet set = new BitSet();
        IntStream.of(slots).forEach(set::set);
        return new ClusterPart(node, members, set);
    }

    private static RedisClusterNode node(String id, @Nullable String master, NodeFlag flag, int... slots) {
        return new RedisClusterNode(
                RedisURI.create("redis://" + id),
                id,
                true,
                master,
                0,
                0,
                0,
                IntStream.of(slots).boxed().toList(),
                Set.of(flag));
    }
}
