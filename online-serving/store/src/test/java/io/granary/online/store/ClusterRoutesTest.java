package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.online.store.RedisConfig.ReadFrom;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ClusterRoutesTest {

    private static final byte[] KEY = "foo".getBytes(UTF_8);
    private static final int SLOT = 12_182;

    private final AtomicInteger refreshes = new AtomicInteger();

    @Test
    void slotsAreThoseOfRedis() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                IntStream.range(0, bytes.length).forEach(at -> bytes[at] = (byte) "{}ab".charAt(random.nextInt(4)));
            }
            int from = random.nextInt(bytes.length + 1);
            int length = random.nextInt(bytes.length - from + 1);
            byte[] key = Arrays.copyOfRange(bytes, from, from + length);
            assertThat(KeySlot.of(bytes, from, length)).as("key %s", key).isEqualTo(SlotHash.getSlot(key));
        }
    }

    @Test
    void aKeyGoesToTheMasterOfItsSlot() {
        ClusterRoutes routes = routes(ReadFrom.MASTER);

        assertThat(find(routes)).isEqualTo(new NodeAddress("a", 1));
        routes.update(List.of(node("b", null, NodeFlag.UPSTREAM, 1)));
        assertThat(find(routes)).as("nobody has the slot").isNull();
    }

    @Test
    void aSlotThatHasMovedIsLookedForWhereItIs() {
        ClusterRoutes routes = routes(ReadFrom.MASTER);

        assertThat(routes.findOther("MOVED 12182 c:3")).isEqualTo(new NodeAddress("c", 3));
        assertThat(find(routes)).isEqualTo(new NodeAddress("c", 3));
        assertThat(refreshes).hasValue(1);
    }

    @Test
    void aSlotOnItsWayStaysWhereItIs() {
        ClusterRoutes routes = routes(ReadFrom.MASTER);

        assertThat(routes.findOther("ASK 12182 c:3")).isEqualTo(new NodeAddress("c", 3).asked());
        assertThat(find(routes)).isEqualTo(new NodeAddress("a", 1));
    }

    @Test
    void otherRefusalsAreAnswers() {
        ClusterRoutes routes = routes(ReadFrom.MASTER);

        for (String refusal : List.of("CLUSTERDOWN Hash slot not served", "MOVED 12 :7000", "MOVED", "NOPERM")) {
            assertThat(routes.findOther(refusal)).as(refusal).isNull();
        }
    }

    @Test
    void replicasArePreferredWhereTheyCanBeReached() {
        ClusterRoutes routes = routes(ReadFrom.REPLICA_PREFERRED);

        assertThat(find(routes)).isEqualTo(new NodeAddress("r", 1));
        routes.lost(new NodeAddress("r", 1));
        assertThat(find(routes)).isEqualTo(new NodeAddress("s", 1));
        routes.lost(new NodeAddress("s", 1));
        assertThat(find(routes)).isEqualTo(new NodeAddress("a", 1));
    }

    private ClusterRoutes routes(ReadFrom readFrom) {
        ClusterRoutes routes = new ClusterRoutes(readFrom, refreshes::incrementAndGet);
        routes.update(List.of(
                node("a", null, NodeFlag.UPSTREAM, SLOT),
                node("r", "a", NodeFlag.REPLICA),
                node("s", "a", NodeFlag.REPLICA),
                new RedisClusterNode(
                        RedisURI.create("redis://gone:1"),
                        "gone",
                        false,
                        "a",
                        0,
                        0,
                        0,
                        List.of(),
                        Set.of(NodeFlag.REPLICA, NodeFlag.FAIL)),
                node("b", null, NodeFlag.UPSTREAM, 1, 2)));
        return routes;
    }

    private static @Nullable NodeAddress find(ClusterRoutes routes) {
        return routes.find(EntityReads.of(KEY, ReadFields.of()), 0);
    }

    private static RedisClusterNode node(String id, @Nullable String master, NodeFlag flag, int... slots) {
        return new RedisClusterNode(
                RedisURI.create("redis://" + id + ":1"),
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
