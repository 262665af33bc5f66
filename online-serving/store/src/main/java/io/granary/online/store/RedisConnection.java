package io.granary.online.store;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one connection of a store. Before the first success, every use after a failure tries again; from then on Lettuce
 * reconnects by itself, and commands fail at once while there is no connection. Safe for threads.
 */
final class RedisConnection implements AutoCloseable {

    private static final Duration RECONNECT_DELAY = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final RedisConfig config;
    private final ClientResources resources;
    private final RedisClient client;
    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection;
    private boolean closed;

    private RedisConnection(RedisConfig config, ClientResources resources, RedisClient client) {
        this.config = config;
        this.resources = resources;
        this.client = client;
        this.connection = connect();
    }

    /** Starts to connect and does not wait for it. */
    static RedisConnection open(RedisConfig config) {
        ClientOptions options = options(config);
        ClientResources resources = DefaultClientResources.builder()
                .reconnectDelay(Delay.constant(RECONNECT_DELAY))
                .build();
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options);
        return new RedisConnection(config, resources, client);
    }

    private static ClientOptions options(RedisConfig config) {
        return ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(config.maxPending())
                .sslOptions(config.tls().options())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.connectTimeout())
                        .build())
                .build();
    }

    synchronized CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection() {
        if (connection.isCompletedExceptionally() && !closed) {
            connection = connect();
        }
        return connection;
    }

    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connect() {
        return client.connectAsync(ByteArrayCodec.INSTANCE, config.resolved().first())
                .toCompletableFuture();
    }

    /** Connects anew, since another server may have taken the place of this one. */
    synchronized void renew() {
        if (!closed && connection.isDone() && !connection.isCompletedExceptionally()) {
            var unused = connection.join().closeAsync();
            connection = connect();
        }
    }

    ReadRoutes routes() {
        RedisAddress address = config.resolved();
        if (address.mode() == RedisAddress.Mode.SENTINEL) {
            return SentinelRoutes.start(client, address.first(), config.readFrom());
        }
        return ReadRoutes.to(
                new NodeAddress(address.first().getHost(), address.first().getPort()));
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
