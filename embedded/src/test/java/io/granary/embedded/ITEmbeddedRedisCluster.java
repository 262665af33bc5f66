package io.granary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ITEmbeddedRedisCluster {

    private static final int SLOT_OF_FOO = 12_182;
    /** Nodes vote when they get to it, which takes a while on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void mastersShareTheSlotsAndReplicasTakeOver() throws IOException {
        try (EmbeddedRedisCluster cluster =
                EmbeddedRedisCluster.in(folder, 3).replicas(1).start()) {
            EmbeddedRedis last = cluster.nodes().get(2);
            EmbeddedRedis itsReplica = cluster.nodes().get(5);
            assertThat(cluster.nodes()).hasSize(6);
            assertThat(RedisProbe.send(cluster.nodes().get(0).port(), "SET foo 1"))
                    .startsWith("-MOVED " + SLOT_OF_FOO + " 127.0.0.1:" + last.port());

            last.kill();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(RedisProbe.send(itsReplica.port(), "SET foo 1"))
                            .startsWith("+OK"));
        }
    }

    @Test
    void whatIsNotCoveredDoesNotStopTheRestAndANodeComesBackEmpty() throws IOException {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.in(folder, 3).start()) {
            RedisProbe.order(cluster.nodes().get(2).port(), "SET foo 1");
            RedisProbe.order(cluster.nodes().get(0).port(), "SET b 1");

            cluster.nodes().get(2).kill();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    RedisProbe.send(cluster.nodes().get(0).port(), "CLUSTER INFO"))
                            .contains("cluster_slots_fail:5462"));
            assertThat(RedisProbe.send(cluster.nodes().get(0).port(), "GET b")).contains("1");

            EmbeddedRedis empty = cluster.restart(2);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(RedisProbe.send(empty.port(), "GET foo")).isEqualTo("$-1\r\n"));
        }
    }

    @Test
    void leavesNoProcess() {
        EmbeddedRedisCluster cluster = EmbeddedRedisCluster.in(folder, 1).start();
        ProcessHandle process = ProcessHandle.of(cluster.nodes().get(0).pid()).orElseThrow();

        cluster.close();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void saysWhyItDoesNotStart() {
        assertThatThrownBy(() -> EmbeddedRedisCluster.in(folder, 3)
                        .setting("no-such-setting", "1")
                        .start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageStartingWith("Cannot start a Redis Cluster in " + folder)
                .hasMessageContaining("no-such-setting");
    }
}
