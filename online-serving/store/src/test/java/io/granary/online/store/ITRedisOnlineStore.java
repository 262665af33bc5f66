package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ITRedisOnlineStore extends OnlineStoreContract {

    private static final FeatureLogRecord RECORD = new FeatureLogRecord(
            EntityKey.ofBytes(new byte[] {1, 0, 2}), "view@1", null, StoredRow.encode(1, 1, 1, 1, new byte[] {7}));

    @TempDir
    private static Path folder;

    @TempDir
    private static Path otherFolder;

    private static EmbeddedRedis redis;
    private static OnlineStore store;

    @BeforeAll
    static void start() {
        redis = start(0);
        store = RedisOnlineStore.open(RedisConfig.of(redis.uri()));
    }

    @AfterAll
    static void stop() {
        store.close();
        redis.close();
    }

    @Override
    public OnlineStore store() {
        return store;
    }

    @Test
    void failsFastWhileRedisIsDownAndRecoversByItself() {
        redis.close();
        await().untilAsserted(() -> assertUnavailable(store));
        assertThat(store.write(List.of(RECORD)))
                .failsWithin(Duration.ofSeconds(3))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("Cannot write Redis at 127.0.0.1:" + redis.port());

        redis = start(redis.port());
        await().untilAsserted(() -> assertThat(store.ping()).succeedsWithin(Duration.ofSeconds(1)));
        assertThat(store.write(List.of(RECORD)))
                .as("the restarted server does not know the script")
                .succeedsWithin(Duration.ofSeconds(1))
                .isEqualTo(new WriteResult(1, 0));
    }

    @Test
    void opensWhileRedisIsDownAndConnectsOnceItIsUp() throws IOException {
        int port = freePort();
        try (OnlineStore early = RedisOnlineStore.open(RedisConfig.of("redis://127.0.0.1:" + port))) {
            await().untilAsserted(() -> assertUnavailable(early));
            try (EmbeddedRedis late = EmbeddedRedis.in(otherFolder).port(port).start()) {
                await().untilAsserted(
                                () -> assertThat(early.ping()).as(late.uri()).succeedsWithin(Duration.ofSeconds(1)));
            }
        }
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            RedisConfig config = RedisConfig.builder("redis://127.0.0.1:" + silent.getLocalPort())
                    .commandTimeout(Duration.ofMillis(200))
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            try (OnlineStore waiting = RedisOnlineStore.open(config)) {
                assertUnavailable(waiting);
            }
        }
    }

    @Test
    void aRefusalNamesTheFieldAndTheEntityKey() {
        EntityKey taken = EntityKey.ofBytes(new byte[] {1, 2, 3});
        command("SET", taken.bytes(), new byte[] {1});

        assertRefused(
                store.write(List.of(RECORD, new FeatureLogRecord(taken, "trips@1", null, RECORD.row()))),
                "Cannot write Redis at 127.0.0.1:" + redis.port()
                        + ": field 'trips@1' of entity key 010203: WRONGTYPE Operation against a key holding the wrong"
                        + " kind of value");
    }

    @Test
    void aRedisWithoutMemorySaysSo() {
        command("CONFIG", "SET".getBytes(UTF_8), "maxmemory".getBytes(UTF_8), "1".getBytes(UTF_8));
        try {
            EntityKey other = EntityKey.ofBytes(new byte[] {4, 5, 6});
            assertRefused(
                    store.write(List.of(new FeatureLogRecord(other, "trips@1", null, RECORD.row()))),
                    "field 'trips@1' of entity key 040506: OOM command not allowed");
        } finally {
            command("CONFIG", "SET".getBytes(UTF_8), "maxmemory".getBytes(UTF_8), "0".getBytes(UTF_8));
        }
    }

    private static void command(String name, byte[]... arguments) {
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
            CommandArgs<byte[], byte[]> all = new CommandArgs<>(ByteArrayCodec.INSTANCE);
            for (byte[] argument : arguments) {
                all.add(argument);
            }
            connection.sync().dispatch(CommandType.valueOf(name), new StatusOutput<>(ByteArrayCodec.INSTANCE), all);
        } finally {
            client.shutdown();
        }
    }

    private static void assertRefused(CompletionStage<?> refused, String message) {
        assertThat(refused)
                .failsWithin(Duration.ofSeconds(3))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        GranaryException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
                .withMessageContaining(message);
    }

    private static void assertUnavailable(OnlineStore asked) {
        assertThat(asked.ping())
                .failsWithin(Duration.ofSeconds(3))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        GranaryException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    /** Lua's comparison of strings follows the locale; under this one it is wrong for bytes. */
    private static EmbeddedRedis start(int port) {
        return EmbeddedRedis.in(folder)
                .port(port)
                .environment("LC_ALL", "en_US.UTF-8")
                .withoutSnapshots()
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
