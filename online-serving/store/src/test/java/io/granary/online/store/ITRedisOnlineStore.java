package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

final class ITRedisOnlineStore extends OnlineStoreContract {

    private static final FeatureLogRecord RECORD = new FeatureLogRecord(
            EntityKey.ofBytes(new byte[] {1, 0, 2}), "view@1", null, StoredRow.encode(1, 1, 1, 1, new byte[] {7}));

    private static int port;
    private static RedisServer server;
    private static OnlineStore store;

    @BeforeAll
    static void start() throws IOException {
        port = freePort();
        server = startServer();
        store = RedisOnlineStore.open(RedisConfig.of("redis://127.0.0.1:" + port));
    }

    @AfterAll
    static void stop() throws IOException {
        store.close();
        server.stop();
    }

    @Override
    protected OnlineStore store() {
        return store;
    }

    @Test
    void failsFastWhileRedisIsDownAndRecoversByItself() throws IOException {
        server.stop();
        await().untilAsserted(() -> assertUnavailable(store));
        assertThat(store.write(List.of(RECORD)))
                .failsWithin(Duration.ofSeconds(3))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("Cannot write Redis at 127.0.0.1:" + port);

        server = startServer();
        await().untilAsserted(() -> assertThat(store.ping()).succeedsWithin(Duration.ofSeconds(1)));
        assertThat(store.write(List.of(RECORD)))
                .as("the restarted server does not know the script")
                .succeedsWithin(Duration.ofSeconds(1))
                .isEqualTo(new WriteResult(1, 0));
    }

    @Test
    void opensWhileRedisIsDownAndConnectsOnceItIsUp() throws IOException {
        int later = freePort();
        try (OnlineStore early = RedisOnlineStore.open(RedisConfig.of("redis://127.0.0.1:" + later))) {
            await().untilAsserted(() -> assertUnavailable(early));
            RedisServer late = newServer(later);
            late.start();
            await().untilAsserted(() -> assertThat(early.ping()).succeedsWithin(Duration.ofSeconds(1)));
            late.stop();
        }
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

    private static RedisServer startServer() throws IOException {
        RedisServer started = newServer(port);
        started.start();
        return started;
    }

    private static RedisServer newServer(int at) throws IOException {
        return RedisServer.newRedisServer().port(at).setting("save \"\"").build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
