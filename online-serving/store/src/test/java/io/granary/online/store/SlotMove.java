package io.granary.online.store;

import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.List;

/** Moves a slot with its keys from one node of a cluster to another, as redis-cli's reshard does. */
final class SlotMove implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final RedisClient client = RedisClient.create();
    private final EmbeddedRedis target;
    private final StatefulRedisConnection<byte[], byte[]> from;
    private final StatefulRedisConnection<byte[], byte[]> to;
    private final int slot;

    private SlotMove(EmbeddedRedis source, EmbeddedRedis target, int slot) {
        this.target = target;
        this.slot = slot;
        this.from = client.connect(ByteArrayCodec.INSTANCE, uri(source));
        this.to = client.connect(ByteArrayCodec.INSTANCE, uri(target));
    }

    private static RedisURI uri(EmbeddedRedis node) {
        RedisURI uri = RedisURI.create(node.uri());
        uri.setVerifyPeer(SslVerifyMode.NONE);
        return uri;
    }

    static void move(EmbeddedRedisCluster cluster, int source, int target, int slot) {
        try (SlotMove move = begin(cluster, source, target, slot)) {
            move.finish();
        }
    }

    /** From here on the source asks clients for keys that it has not to go to the target. */
    static SlotMove begin(EmbeddedRedisCluster cluster, int source, int target, int slot) {
        SlotMove move =
                new SlotMove(cluster.nodes().get(source), cluster.nodes().get(target), slot);
        move.to.sync().clusterSetSlotImporting(slot, move.from.sync().clusterMyId());
        move.from.sync().clusterSetSlotMigrating(slot, move.to.sync().clusterMyId());
        return move;
    }

    /** Moves the keys that are there now. */
    void moveKeys() {
        RedisCommands<byte[], byte[]> commands = from.sync();
        List<byte[]> keys = commands.clusterGetKeysInSlot(slot, 1_000);
        if (!keys.isEmpty()) {
            commands.migrate(target.host(), uri(target).getPort(), 0, TIMEOUT_MILLIS, MigrateArgs.Builder.keys(keys));
        }
    }

    /** Moves what is left; the target has the slot. */
    void finish() {
        moveKeys();
        String owner = to.sync().clusterMyId();
        to.sync().clusterSetSlotNode(slot, owner);
        from.sync().clusterSetSlotNode(slot, owner);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
