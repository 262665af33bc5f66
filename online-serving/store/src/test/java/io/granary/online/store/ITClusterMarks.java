package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.embedded.EmbeddedRedisCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster noted of a log, while nodes lose their memory and slots move. */
@Timeout(60)
final class ITClusterMarks {

    private static final Map<Integer, LogMark> FIRST = Map.of(0, new LogMark(LogMark.NONE, 100));
    private static final Map<Integer, LogMark> NEXT = Map.of(0, new LogMark(100, 150));

    @TempDir
    private static Path folder;

    private static EmbeddedRedisCluster cluster;

    private final String log = "log " + UUID.randomUUID();

    @BeforeAll
    static void start() {
        cluster = EmbeddedRedisCluster.in(folder, 3).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aNodeThatComesBackEmptyHasTheWholeLogAppliedAgain() {
        try (OnlineStore store = open()) {
            assertThat(mark(store, FIRST)).isEqualTo(100);
            cluster.nodes().get(1).kill();
            cluster.restart(1);

            assertThat(mark(store, NEXT)).isEqualTo(LogMark.NONE);
            assertThat(mark(store, Map.of(0, new LogMark(LogMark.NONE, 40)))).isEqualTo(40);
            assertThat(mark(store, Map.of(0, new LogMark(40, 160)))).isEqualTo(160);
        }
    }

    @Test
    void slotsThatMoveBetweenLiveNodesTakeWhatWasNotedAlong() {
        int first = firstSlot(0);
        try (OnlineStore store = open()) {
            assertThat(mark(store, FIRST)).isEqualTo(100);
            SlotMove.move(cluster, 0, 1, first);
            assertThat(mark(store, NEXT)).isEqualTo(150);
            SlotMove.move(cluster, 1, 0, first);
            assertThat(mark(store, Map.of(0, new LogMark(150, 151)))).isEqualTo(151);
        }
    }

    @Test
    void slotsThatMovedWhileNobodyLookedHaveTheWholeLogAppliedAgain() {
        int first = firstSlot(0);
        try (OnlineStore store = open()) {
            assertThat(mark(store, FIRST)).isEqualTo(100);
        }
        SlotMove.move(cluster, 0, 2, first);
        try (OnlineStore store = open()) {
            assertThat(mark(store, NEXT)).isEqualTo(LogMark.NONE);
        }
        SlotMove.move(cluster, 2, 0, first);
    }

    /** The node's notes are in its first slot; no other test leaves it moved. */
    private static int firstSlot(int node) {
        return 16_384 * node / 3;
    }

    private static OnlineStore open() {
        OnlineStore store = RedisOnlineStore.open(RedisConfig.of(cluster.uri()));
        await().untilAsserted(() -> assertThat(store.ping()).succeedsWithin(Duration.ofSeconds(3)));
        return store;
    }

    /** The first answer; until nodes and slots are known again there may be none. */
    private Long mark(OnlineStore store, Map<Integer, LogMark> marks) {
        return await().ignoreExceptions()
                .until(() -> store.mark(log, marks).toCompletableFuture().join().get(0), answer -> true);
    }
}
