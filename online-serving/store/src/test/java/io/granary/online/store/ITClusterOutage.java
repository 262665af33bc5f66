package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.online.store.RedisConfig.ReadFrom;
import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a cluster go, stand still and are followed by others, and slots move, while keys are read. */
@Timeout(60)
final class ITClusterOutage {

    private static final int KEYS = 300;
    private static final ReadFields FIELDS = ReadFields.of("view@1".getBytes(UTF_8));
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private EmbeddedRedisCluster cluster;
    private OnlineStore store;

    @BeforeEach
    void start() {
        cluster = EmbeddedRedisCluster.in(folder, 3).replicas(1).start();
        store = open(RedisConfig.of(cluster.uri()));
        assertThat(store.write(records(1))).succeedsWithin(PATIENCE);
    }

    @AfterEach
    void stop() {
        store.close();
        cluster.close();
    }

    @Test
    void onlyTheKeysOfAMasterThatIsGoneAreUnavailable() {
        cluster.nodes().get(4).kill();
        cluster.nodes().get(1).kill();

        await().untilAsserted(() -> assertOnlySlotsAreUnavailable(read(store, Duration.ofSeconds(2)), 5_461, 10_922));
        assertThat(store.ping()).succeedsWithin(PATIENCE);
        assertThat(store.write(records(2))).failsWithin(PATIENCE);
        await().untilAsserted(() -> assertOnlySlotsAreUnavailable(read(store, Duration.ofSeconds(2)), 5_461, 10_922));
    }

    @Test
    void aNodeThatStandsStillHoldsUpNoOther() throws Exception {
        EmbeddedRedis slow = cluster.nodes().get(2);
        signal("STOP", slow);
        try {
            assertOnlySlotsAreUnavailable(read(store, Duration.ofMillis(400)), 10_922, SlotHash.SLOT_COUNT);
        } finally {
            signal("CONT", slow);
        }
        await().untilAsserted(() -> assertEverythingIsThere(read(store, PATIENCE), 1));
    }

    @Test
    void aReplicaThatTookOverAnswers() {
        cluster.nodes().get(0).kill();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(store.write(records(2))).succeedsWithin(PATIENCE));
        await().untilAsserted(() -> assertEverythingIsThere(read(store, PATIENCE), 2));
    }

    @Test
    void slotsAreFollowedWhileTheyMove() {
        int slot = SlotHash.getSlot(key(7));
        int from = IntStream.range(0, 3)
                .filter(i -> slot < 16_384 * (i + 1) / 3)
                .findFirst()
                .orElseThrow();
        try (SlotMove move = SlotMove.begin(cluster, from, (from + 1) % 3, slot)) {
            move.moveKeys();
            assertEverythingIsThere(read(store, PATIENCE), 1);
            assertThat(store.write(records(2))).succeedsWithin(PATIENCE);
            assertEverythingIsThere(read(store, PATIENCE), 2);
            move.finish();
        }
        assertEverythingIsThere(read(store, PATIENCE), 2);
        await().untilAsserted(() -> assertThat(store.write(records(3))).succeedsWithin(PATIENCE));
        assertEverythingIsThere(read(store, PATIENCE), 3);
    }

    @Test
    void replicasAnswerWhereTheyArePreferred() throws Exception {
        RedisConfig config = RedisConfig.builder(cluster.uri())
                .readFrom(ReadFrom.REPLICA_PREFERRED)
                .build();
        try (OnlineStore fromReplicas = open(config)) {
            await().untilAsserted(() -> assertEverythingIsThere(read(fromReplicas, PATIENCE), 1));
            signal("STOP", cluster.nodes().get(0));
            try {
                assertEverythingIsThere(read(fromReplicas, Duration.ofMillis(900)), 1);
            } finally {
                signal("CONT", cluster.nodes().get(0));
            }
            cluster.nodes().get(5).kill();
            await().untilAsserted(() -> assertEverythingIsThere(read(fromReplicas, PATIENCE), 1));
        }
    }

    private static OnlineStore open(RedisConfig config) {
        OnlineStore opened = RedisOnlineStore.open(config);
        await().untilAsserted(() -> assertThat(opened.ping()).succeedsWithin(PATIENCE));
        return opened;
    }

    private static List<FeatureLogRecord> records(int version) {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> new FeatureLogRecord(EntityKey.ofBytes(key(i)), "view@1", null, row(version)))
                .toList();
    }

    private static byte[] row(int version) {
        return StoredRow.encode(version, 1, 1, 1, new byte[] {7});
    }

    private static byte[] key(int number) {
        return ("key " + number).getBytes(UTF_8);
    }

    private static StoredRows read(OnlineStore store, Duration patience) {
        EntityReads reads = new EntityReads(KEYS);
        for (int i = 0; i < KEYS; i++) {
            byte[] key = key(i);
            reads.add(key, 0, key.length, FIELDS);
        }
        return store.read(reads, System.nanoTime() + patience.toNanos())
                .toCompletableFuture()
                .join();
    }

    private static void assertEverythingIsThere(StoredRows rows, int version) {
        for (int i = 0; i < KEYS; i++) {
            assertThat(rows.unavailable(i)).as("key %d", i).isFalse();
            assertThat(rows.copy(i, 0)).as("key %d", i).isEqualTo(row(version));
        }
    }

    private static void assertOnlySlotsAreUnavailable(StoredRows rows, int from, int end) {
        for (int i = 0; i < KEYS; i++) {
            int slot = SlotHash.getSlot(key(i));
            boolean isGone = slot >= from && slot < end;
            assertThat(rows.unavailable(i)).as("key %d in slot %d", i, slot).isEqualTo(isGone);
            assertThat(rows.has(i, 0)).as("key %d in slot %d", i, slot).isEqualTo(!isGone);
        }
    }

    private static void signal(String name, EmbeddedRedis node) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(node.pid())).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
}
