package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisSentinel;
import io.granary.online.store.RedisConfig.ReadFrom;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a Redis that a sentinel watches. */
@Timeout(60)
final class ITRedisSentinelStore extends OnlineStoreContract {

    private static final FeatureLogRecord RECORD = new FeatureLogRecord(
            EntityKey.ofBytes(new byte[] {1, 0, 2}), "view@1", null, StoredRow.encode(1, 1, 1, 1, new byte[] {7}));

    @TempDir
    private static Path folder;

    @TempDir
    private static Path otherFolder;

    private static EmbeddedRedisSentinel redis;
    private static OnlineStore store;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedisSentinel.start(folder);
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
    void followsTheSentinelToTheReplicaThatTookOver() {
        try (EmbeddedRedisSentinel watched = EmbeddedRedisSentinel.start(otherFolder);
                OnlineStore here = RedisOnlineStore.open(RedisConfig.of(watched.uri()))) {
            assertThat(here.write(List.of(RECORD))).succeedsWithin(Duration.ofSeconds(5));

            watched.master().kill();

            await().untilAsserted(() -> assertThat(here.write(List.of(RECORD)))
                    .succeedsWithin(Duration.ofSeconds(3))
                    .isEqualTo(new WriteResult(0, 1)));
        }
    }

    @Test
    void aReplicaAnswersWhereItIsPreferred(@TempDir Path third) throws Exception {
        try (EmbeddedRedisSentinel watched = EmbeddedRedisSentinel.start(third);
                OnlineStore writer = RedisOnlineStore.open(RedisConfig.of(watched.uri()));
                OnlineStore reader = RedisOnlineStore.open(RedisConfig.builder(watched.uri())
                        .readFrom(ReadFrom.REPLICA_PREFERRED)
                        .build())) {
            await().untilAsserted(
                            () -> assertThat(writer.write(List.of(RECORD))).succeedsWithin(Duration.ofSeconds(3)));
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                assertThat(row(reader)).isEqualTo(RECORD.row());
                assertThat(commands(watched.replica())).contains("cmdstat_hmget:");
            });

            signal("STOP", watched.master());
            try {
                assertThat(row(reader)).isEqualTo(RECORD.row());
            } finally {
                signal("CONT", watched.master());
            }
        }
    }

    private static byte @Nullable [] row(OnlineStore from) {
        EntityReads reads = EntityReads.of(RECORD.key().bytes(), ReadFields.of("view@1".getBytes(UTF_8)));
        return from.read(reads, System.nanoTime() + Duration.ofMillis(500).toNanos())
                .toCompletableFuture()
                .join()
                .copy(0, 0);
    }

    /** Which commands a server has answered; a sentinel takes some seconds to find a replica fit to be asked. */
    private static String commands(EmbeddedRedis server) {
        RedisClient client = RedisClient.create(server.uri());
        try (var connection = client.connect()) {
            return connection.sync().info("commandstats");
        } finally {
            client.shutdown();
        }
    }

    private static void signal(String name, EmbeddedRedis server) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid())).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
}
