package io.granary.online.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.online.store.RedisConfig.ReadFrom;
import io.lettuce.core.RedisURI;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What all connections that read have in common. Safe for threads. */
final class NodeClient implements AutoCloseable {

    private final RedisConfig config;
    private final Greeting greeting;
    private final @Nullable SslContext tls;
    private final ReadMetrics metrics;
    private final @Nullable NearCache near;
    private final boolean isOfCluster;

    /** Names are looked up here, since that blocks. */
    private final ExecutorService resolver = Executors.newCachedThreadPool(NodeClient::resolverThread);

    /** @param near where rows are kept, and changes to them are heard of; null: nowhere */
    NodeClient(RedisConfig config, ReadMetrics metrics, @Nullable NearCache near) {
        this.config = config;
        this.metrics = metrics;
        this.near = near;
        RedisAddress address = config.resolved();
        RedisURI uri = address.first();
        this.isOfCluster = address.mode() == RedisAddress.Mode.CLUSTER;
        Greeting plain = Greeting.of(uri, isOfCluster && config.readFrom() != ReadFrom.MASTER);
        this.greeting = near == null ? plain : plain.tracking();
        this.tls = uri.isSsl() ? config.tls().context() : null;
    }

    private static Thread resolverThread(Runnable work) {
        Thread thread = new Thread(work, "granary-redis-resolver");
        thread.setDaemon(true);
        return thread;
    }

    Greeting greeting() {
        return greeting;
    }

    ReadMetrics metrics() {
        return metrics;
    }

    /** Null for connections whose rows are not kept. */
    @Nullable
    Tracking newTracking(RespReplies rows) {
        return near == null ? null : new Tracking(near, rows);
    }

    /**
     * Whether the rows of a read may be kept: not where a cluster has none, since its slot may move to another server
     * before there are some, which does not tell on this connection.
     */
    boolean mayKeep(StoredRows rows, int read) {
        return !isOfCluster || rows.hasAny(read);
    }

    /** Of one attempt to connect. */
    Duration connectTimeout() {
        return config.connectTimeout();
    }

    /** A server that owes an answer and says nothing for so long is taken for gone. */
    Duration silenceLimit() {
        return config.commandTimeout();
    }

    int maxPending() {
        return config.maxPending();
    }

    /** Null for a connection without TLS. */
    @Nullable
    SslHandler newTlsHandler(ByteBufAllocator allocator, NodeAddress node) {
        if (tls == null) {
            return null;
        }
        SslHandler handler = tls.newHandler(allocator, node.host(), node.port());
        handler.setHandshakeTimeoutMillis(connectTimeout().toMillis());
        return handler;
    }

    CompletableFuture<InetSocketAddress> resolve(NodeAddress node) {
        try {
            return CompletableFuture.supplyAsync(() -> new InetSocketAddress(node.host(), node.port()), resolver);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(closed());
        }
    }

    static GranaryException unavailable(NodeAddress node, String reason) {
        return failure(ErrorCode.UNAVAILABLE, node.toString(), reason);
    }

    /** No answer by the deadline. */
    GranaryException late() {
        return failure(ErrorCode.DEADLINE_EXCEEDED, config.address(), "no answer in time");
    }

    /** No server is known that has the key. */
    GranaryException nowhere() {
        return failure(ErrorCode.UNAVAILABLE, config.address(), "no server is known that has the entity key");
    }

    GranaryException closed() {
        return failure(ErrorCode.UNAVAILABLE, config.address(), "the store is closed");
    }

    static GranaryException failure(ErrorCode code, String place, String reason) {
        return new GranaryException(code, "Cannot read Redis at " + place + ": " + reason);
    }

    @Override
    public void close() {
        resolver.shutdownNow();
    }
}
