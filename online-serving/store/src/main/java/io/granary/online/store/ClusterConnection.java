package io.granary.online.store;

import io.granary.online.store.RedisConfig.ReadFrom;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.event.ClusterTopologyChangedEvent;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections to a cluster, one a node, and what is known of who has which slots: asked for now and then, and when a
 * server says that it has moved, or does not answer. Safe for threads.
 */
final class ClusterConnection implements AutoCloseable {

    private static final Duration RECONNECT_DELAY = Duration.ofMillis(200);
    private static final Duration REFRESH_PERIOD = Duration.ofSeconds(15);
    private static final Duration REFRESH_PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final ClientResources resources;
    private final RedisClusterClient client;
    private final ClusterRoutes routes;
    private final AtomicLong lastRefresh = new AtomicLong(System.nanoTime() - REFRESH_PAUSE.toNanos());
    private CompletableFuture<StatefulRedisClusterConnection<byte[], byte[]>> connection;
    private boolean closed;

    private ClusterConnection(ClientResources resources, RedisClusterClient client, ReadFrom readFrom) {
        this.resources = resources;
        this.client = client;
        this.routes = new ClusterRoutes(readFrom, this::refresh);
        var unused = resources
                .eventBus()
                .get()
                .filter(ClusterTopologyChangedEvent.class::isInstance)
                .subscribe(event -> routes.update(((ClusterTopologyChangedEvent) event).after()));
        this.connection = connect();
    }

    /** Starts to connect and does not wait for it. */
    static ClusterConnection open(RedisConfig config) {
        ClusterClientOptions options = options(config);
        ClientResources resources = DefaultClientResources.builder()
                .reconnectDelay(Delay.constant(RECONNECT_DELAY))
                .build();
        RedisClusterClient client =
                RedisClusterClient.create(resources, config.resolved().uris());
        client.setOptions(options);
        return new ClusterConnection(resources, client, config.readFrom());
    }

    private static ClusterClientOptions options(RedisConfig config) {
        return ClusterClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(config.maxPending())
                .sslOptions(config.tls().options())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.connectTimeout())
                        .build())
                .validateClusterNodeMembership(false)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(REFRESH_PERIOD)
                        .adaptiveRefreshTriggersTimeout(REFRESH_PAUSE)
                        .build())
                .build();
    }

    synchronized CompletableFuture<StatefulRedisClusterConnection<byte[], byte[]>> connection() {
        if (connection.isCompletedExceptionally() && !closed) {
            connection = connect();
        }
        return connection;
    }

    private CompletableFuture<StatefulRedisClusterConnection<byte[], byte[]>> connect() {
        return client.refreshPartitionsAsync()
                .thenCompose(unused -> client.connectAsync(ByteArrayCodec.INSTANCE))
                .thenCompose(cluster -> {
                    routes.update(cluster.getPartitions().getPartitions());
                    return reachEveryMaster(cluster);
                })
                .whenComplete((cluster, failure) -> routes.endAttempt())
                .toCompletableFuture();
    }

    /** Lettuce would connect to a node when a command needs it, and refuse the first. */
    private static CompletableFuture<StatefulRedisClusterConnection<byte[], byte[]>> reachEveryMaster(
            StatefulRedisClusterConnection<byte[], byte[]> cluster) {
        CompletableFuture<?>[] reached = ClusterPart.of(cluster.getPartitions().getPartitions()).stream()
                .map(part -> node(cluster, part.node()))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(reached).handle((done, failure) -> cluster);
    }

    /** The commands of one node, over the connection that commands about its keys take too. */
    static CompletableFuture<RedisAsyncCommands<byte[], byte[]>> node(
            StatefulRedisClusterConnection<byte[], byte[]> cluster, String id) {
        RedisClusterNode node = cluster.getPartitions().getPartitionByNodeId(id);
        if (node == null) {
            return CompletableFuture.failedFuture(new RedisException("node " + id + " has gone"));
        }
        return cluster.getConnectionAsync(node.getUri().getHost(), node.getUri().getPort())
                .thenApply(StatefulRedisConnection::async);
    }

    ReadRoutes routes() {
        return routes;
    }

    /** Asks who has which slots, because what is known may be out of date; at most once in a while. */
    void refresh() {
        long now = System.nanoTime();
        long last = lastRefresh.get();
        if (now - last >= REFRESH_PAUSE.toNanos() && lastRefresh.compareAndSet(last, now)) {
            var unused = client.refreshPartitionsAsync();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        client.shutdown(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        resources
                .shutdown(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
    }
}
