package io.granary.online.store;

import io.granary.core.GranaryException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A Redis that another program writes, reached as an online store is: one server, one that sentinels watch, or a cluster.
 * Safe for threads. Whoever opens it closes it.
 */
public final class ForeignRedis implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final AbstractRedisClient client;
    private final RedisClusterAsyncCommands<byte[], byte[]> commands;

    private ForeignRedis(AbstractRedisClient client, RedisClusterAsyncCommands<byte[], byte[]> commands) {
        this.client = client;
        this.commands = commands;
    }

    /**
     * Connects, and waits for it.
     *
     * @param owner whose it is, for messages: {@code Feast's}
     * @throws GranaryException INVALID_ARGUMENT naming a file that cannot be used, UNAVAILABLE when Redis does not answer
     */
    public static ForeignRedis connect(RedisConfig config, String owner) {
        RedisAddress address = config.resolved();
        ClientOptions options = ClientOptions.builder()
                .sslOptions(config.tls().options())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.connectTimeout())
                        .build())
                .build();
        try {
            return address.mode() == RedisAddress.Mode.CLUSTER ? cluster(address, options) : server(address, options);
        } catch (RedisException e) {
            throw new RedisFailure(config).of("reach " + owner, e);
        }
    }

    private static ForeignRedis cluster(RedisAddress address, ClientOptions options) {
        RedisClusterClient client = RedisClusterClient.create(address.uris());
        client.setOptions(ClusterClientOptions.builder(options).build());
        return connected(client, () -> client.connect(ByteArrayCodec.INSTANCE).async());
    }

    private static ForeignRedis server(RedisAddress address, ClientOptions options) {
        RedisClient client = RedisClient.create(address.first());
        client.setOptions(options);
        return connected(client, () -> client.connect(ByteArrayCodec.INSTANCE).async());
    }

    private static ForeignRedis connected(
            AbstractRedisClient client, Supplier<? extends RedisClusterAsyncCommands<byte[], byte[]>> connection) {
        try {
            return new ForeignRedis(client, connection.get());
        } catch (RedisException e) {
            client.shutdown(Duration.ZERO, CLOSE_TIMEOUT);
            throw e;
        }
    }

    /** Those that a cluster has, too; about keys of several nodes where they say so. */
    public RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return commands;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, CLOSE_TIMEOUT);
    }
}
