package io.granary.online.store;

import io.granary.online.store.RedisConfig.ReadFrom;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which node of a cluster answers for an entity key: the one that is thought to have its slot, until it says who has. Of a
 * master's replicas those that could be reached lately are preferred, where replicas are.
 */
final class ClusterRoutes implements ReadRoutes {

    private static final long FORGIVE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Set<NodeFlag> GONE = Set.of(NodeFlag.FAIL, NodeFlag.EVENTUAL_FAIL, NodeFlag.NOADDR);

    private final ReadFrom readFrom;
    private final CompletableFuture<Void> attempted = new CompletableFuture<>();
    private final Runnable refresh;
    private final Map<NodeAddress, Long> lost = new ConcurrentHashMap<>();
    private volatile Collection<RedisClusterNode> nodes = List.of();

    /** Single places are overwritten when a node says that a slot has moved. */
    private volatile @Nullable NodeAddress[] bySlot = new NodeAddress[KeySlot.COUNT];

    /** @param refresh asks who has which slots, and leads to {@link #update} */
    ClusterRoutes(ReadFrom readFrom, Runnable refresh) {
        this.readFrom = readFrom;
        this.refresh = refresh;
    }

    /** Takes in who has which slots. */
    void update(Collection<RedisClusterNode> all) {
        nodes = List.copyOf(all);
        rebuild();
    }

    /** The first attempt to find the nodes has ended. */
    void endAttempt() {
        attempted.complete(null);
    }

    private void rebuild() {
        @Nullable NodeAddress[] next = new NodeAddress[KeySlot.COUNT];
        for (RedisClusterNode node : nodes) {
            if (node.is(NodeFlag.UPSTREAM) && !node.hasNoSlots()) {
                List<NodeAddress> servers = servers(node);
                node.forEachSlot(slot -> next[slot] = servers.get(slot % servers.size()));
            }
        }
        bySlot = next;
    }

    private List<NodeAddress> servers(RedisClusterNode master) {
        if (readFrom == ReadFrom.MASTER) {
            return List.of(address(master));
        }
        List<NodeAddress> replicas = nodes.stream()
                .filter(node -> master.getNodeId().equals(node.getSlaveOf()))
                .filter(node -> GONE.stream().noneMatch(node::is))
                .map(ClusterRoutes::address)
                .filter(node -> !isLost(node))
                .toList();
        return replicas.isEmpty() ? List.of(address(master)) : replicas;
    }

    private boolean isLost(NodeAddress node) {
        Long since = lost.get(node);
        return since != null && System.nanoTime() - since < FORGIVE_NANOS;
    }

    private static NodeAddress address(RedisClusterNode node) {
        return new NodeAddress(node.getUri().getHost(), node.getUri().getPort());
    }

    @Override
    public CompletionStage<Void> attempted() {
        return attempted;
    }

    @Override
    public @Nullable NodeAddress find(EntityReads reads, int read) {
        return bySlot[KeySlot.of(reads.key(read), reads.keyOffset(read), reads.keyLength(read))];
    }

    @Override
    public @Nullable NodeAddress findOther(String refusal) {
        Redirection redirection = Redirection.parse(refusal);
        if (redirection == null) {
            return null;
        }
        if (redirection.isLasting()) {
            bySlot[redirection.slot()] = redirection.to();
            refresh.run();
        }
        return redirection.to();
    }

    @Override
    public void lost(NodeAddress node) {
        lost.put(node, System.nanoTime());
        refresh.run();
        if (readFrom != ReadFrom.MASTER) {
            rebuild();
        }
    }
}
