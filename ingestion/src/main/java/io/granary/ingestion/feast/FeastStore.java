package io.granary.ingestion.feast;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.online.store.ForeignRedis;
import io.granary.online.store.RedisConfig;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The Redis that Feast writes, read key by key; never written. Blocks; used by one thread. Whoever opens it closes it. */
final class FeastStore implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int KEYS_A_STEP = 500;

    private final ForeignRedis connection;
    private final RedisClusterAsyncCommands<byte[], byte[]> redis;

    private FeastStore(ForeignRedis connection) {
        this.connection = connection;
        this.redis = connection.commands();
    }

    /**
     * Connects.
     *
     * @throws GranaryException UNAVAILABLE when Redis does not answer
     */
    static FeastStore open(RedisConfig config) {
        return new FeastStore(ForeignRedis.connect(config, "Feast's"));
    }

    /** How many keys there are, of anything. */
    long size() {
        return await(redis.dbsize(), "count keys");
    }

    /** The step of a scan after another; null: the first. A key may come twice. */
    KeyScanCursor<byte[]> scan(@Nullable ScanCursor after) {
        ScanArgs args = ScanArgs.Builder.limit(KEYS_A_STEP);
        return await(after == null ? redis.scan(args) : redis.scan(after, args), "scan keys");
    }

    /** The hash of each key; empty for a key that is gone or holds something else. */
    List<Map<ByteBuffer, byte[]>> hashes(List<byte[]> keys) {
        List<RedisFuture<Map<byte[], byte[]>>> answers =
                keys.stream().map(redis::hgetall).toList();
        List<Map<ByteBuffer, byte[]>> hashes = new ArrayList<>();
        for (RedisFuture<Map<byte[], byte[]>> answer : answers) {
            Map<ByteBuffer, byte[]> hash = new HashMap<>();
            hash(answer).forEach((field, value) -> hash.put(ByteBuffer.wrap(field), value));
            hashes.add(hash);
        }
        return hashes;
    }

    private static Map<byte[], byte[]> hash(RedisFuture<Map<byte[], byte[]>> answer) {
        try {
            return await(answer, "read a hash");
        } catch (GranaryException e) {
            boolean isOtherType = e.getCause() instanceof RedisCommandExecutionException refused
                    && String.valueOf(refused.getMessage()).startsWith("WRONGTYPE");
            if (isOtherType) {
                return Map.of();
            }
            throw e;
        }
    }

    private static <T> T await(RedisFuture<T> answer, String verb) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unavailable(verb, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(verb, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(verb, e);
        }
    }

    private static GranaryException unavailable(String verb, Throwable cause) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE, "Cannot " + verb + " of Feast's Redis: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        connection.close();
    }
}
