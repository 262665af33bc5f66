package io.granary.online.store;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The servers that take writes: one, or those of a cluster. Safe for threads; nothing blocks, and stages fail with what
 * the client says.
 */
interface RedisMasters extends AutoCloseable {

    /** Starts to connect and does not wait for it. */
    static RedisMasters open(RedisConfig config) {
        return RedisAddress.parse(config.uri()).mode() == RedisAddress.Mode.CLUSTER
                ? new ClusterMasters(ClusterConnection.open(config))
                : new SingleMaster(RedisConnection.open(config));
    }

    /** Where reads go. */
    ReadRoutes routes();

    /** The number of writes that changed something. */
    CompletionStage<Integer> write(Collection<KeyWrites> writes);

    CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from);

    CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks);

    CompletionStage<Map<Integer, Long>> noted(String log);

    CompletionStage<Void> forget(String log, Set<Integer> partitions);

    CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from);

    CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from);

    /** Completes when a server answers. */
    CompletionStage<Void> ping();

    @Override
    void close();
}
