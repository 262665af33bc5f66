package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedisSentinel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
}
