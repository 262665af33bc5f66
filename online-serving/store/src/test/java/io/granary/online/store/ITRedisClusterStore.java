package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedisCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a Redis Cluster of three masters. */
@Timeout(60)
final class ITRedisClusterStore extends OnlineStoreContract {

    private static final int KEYS = 40;

    @TempDir
    private static Path folder;

    private static EmbeddedRedisCluster cluster;
    private static OnlineStore store;

    @BeforeAll
    static void start() {
        cluster = EmbeddedRedisCluster.in(folder, 3).start();
        store = RedisOnlineStore.open(RedisConfig.of(cluster.uri()));
    }

    @AfterAll
    static void stop() {
        store.close();
        cluster.close();
    }

    @Override
    public OnlineStore store() {
        return store;
    }

    @Test
    void keepsRowsOfEveryMasterNearUntilTheyChange() throws Exception {
        ReadFields near = ReadFields.of("near@1".getBytes(UTF_8)).withMaxStaleness(Duration.ofSeconds(1));
        EntityReads reads = new EntityReads();
        for (byte key = 0; key < KEYS; key++) {
            reads.add(new byte[] {'n', key}, 0, 2, near);
        }
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (OnlineStore serving = RedisOnlineStore.open(RedisConfig.of(cluster.uri()), meters)) {
            write(1);
            assertThat(read(serving, reads)).containsOnly(1L).hasSize(KEYS);
            assertThat(read(serving, reads)).containsOnly(1L).hasSize(KEYS);
            assertThat(meters.counter("granary.online.store.near.reads", "outcome", "hit")
                            .count())
                    .isEqualTo(KEYS);
            write(2);
            await().untilAsserted(() ->
                    assertThat(read(serving, reads)).containsOnly(2L).hasSize(KEYS));
        }
    }

    private static void write(long eventMicros) throws Exception {
        List<FeatureLogRecord> rows = new ArrayList<>();
        for (byte key = 0; key < KEYS; key++) {
            byte[] row = StoredRow.encode(eventMicros, 1, 1, 1, new byte[] {7});
            rows.add(new FeatureLogRecord(EntityKey.ofBytes(new byte[] {'n', key}), "near@1", null, row));
        }
        assertThat(store.write(rows).toCompletableFuture().get().applied()).isEqualTo(KEYS);
    }

    private static List<Long> read(OnlineStore serving, EntityReads reads) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        StoredRows rows = serving.read(reads, deadline).toCompletableFuture().get();
        List<Long> moments = new ArrayList<>();
        for (int read = 0; read < reads.count(); read++) {
            byte[] row = rows.copy(read, 0);
            moments.add(row == null ? 0 : StoredRow.eventMicros(row));
        }
        return moments;
    }
}
