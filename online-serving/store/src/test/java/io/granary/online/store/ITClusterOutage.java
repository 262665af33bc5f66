package io.granary.online.store;

import static io.granary.online.store.ClusterKeys.assertEverythingIsThere;
import static io.granary.online.store.ClusterKeys.assertOnlySlotsAreUnavailable;
import static io.granary.online.store.ClusterKeys.read;
import static io.granary.online.store.ClusterKeys.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.online.store.RedisConfig.ReadFrom;
import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a cluster go, stand still and are followed by others, and slots move, while keys are read. */
@Timeout(60)
final class ITClusterOutage {

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
        ClusterKeys.assertSlotsAreFollowed(cluster, store);
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

    private static void signal(String name, EmbeddedRedis node) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(node.pid())).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
}
