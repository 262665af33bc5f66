package io.granary.online.store;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The masters of a cluster. Each entity key is written by a call of its own, which goes to the master that has it now,
 * also while slots move; a server that does not answer holds up no call to another.
 */
final class ClusterMasters implements RedisMasters {

    private final ClusterConnection redis;
    private final RedisScripts scripts = new RedisScripts();
    private final ClusterMarks marks = new ClusterMarks(scripts);

    ClusterMasters(ClusterConnection redis) {
        this.redis = redis;
    }

    @Override
    public ReadRoutes routes() {
        return redis.routes();
    }

    @Override
    public CompletionStage<Integer> write(Collection<KeyWrites> writes) {
        List<WriteCall> calls = WriteCall.each(writes);
        return ask(cluster -> scripts.write(cluster.async(), calls));
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        return ask(cluster -> {
            List<String> masters = masters(cluster);
            ClusterScan scan = ClusterScan.at(from, masters);
            return ClusterConnection.node(cluster, scan.node())
                    .thenCompose(commands -> scripts.remove(commands, removal, scan.cursor()))
                    .thenApply(step -> new RemovalStep(scan.next(step.next(), masters), step.keys(), step.removed()));
        });
    }

    @Override
    public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
        return ask(cluster -> {
            List<String> masters = masters(cluster);
            ClusterScan scan = ClusterScan.at(from, masters);
            return ClusterConnection.node(cluster, scan.node())
                    .thenCompose(commands -> scripts.count(commands, keyPrefix, scan.cursor()))
                    .thenApply(step -> new CountStep(scan.next(step.next(), masters), step.keys(), step.fields()));
        });
    }

    @Override
    public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
        return ask(cluster -> {
            List<String> masters = masters(cluster);
            ClusterScan scan = ClusterScan.at(from, masters);
            return ClusterConnection.node(cluster, scan.node())
                    .thenCompose(commands -> scripts.keys(commands, keyPrefix, scan.cursor()))
                    .thenApply(step -> new KeyStep(scan.next(step.next(), masters), step.keys()));
        });
    }

    @Override
    public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
        return ask(cluster -> marks.forget(cluster, log, partitions));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> applied) {
        return ask(cluster -> marks.mark(cluster, log, applied));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> noted(String log) {
        return ask(cluster -> marks.noted(cluster, log));
    }

    /** One that answers is enough: the keys of the others are unavailable, and nothing else. */
    @Override
    public CompletionStage<Void> ping() {
        return ask(cluster -> {
            CompletableFuture<String> pong = new CompletableFuture<>();
            CompletableFuture<?>[] all = masters(cluster).stream()
                    .map(node -> ClusterConnection.node(cluster, node)
                            .thenCompose(RedisAsyncCommands::ping)
                            .thenAccept(pong::complete))
                    .toArray(CompletableFuture[]::new);
            var unused = CompletableFuture.allOf(all).exceptionally(failure -> {
                pong.completeExceptionally(failure);
                return null;
            });
            return pong.thenApply(text -> null);
        });
    }

    private static List<String> masters(StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        return ClusterPart.of(cluster.getPartitions().getPartitions()).stream()
                .map(ClusterPart::node)
                .sorted()
                .toList();
    }

    private <T> CompletionStage<T> ask(
            Function<StatefulRedisClusterConnection<byte[], byte[]>, CompletionStage<T>> question) {
        return redis.connection().thenCompose(question).whenComplete((answer, failure) -> {
            if (failure != null) {
                redis.refresh();
            }
        });
    }

    @Override
    public void close() {
        redis.close();
    }
}
