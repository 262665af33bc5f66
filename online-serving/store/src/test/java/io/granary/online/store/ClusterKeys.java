package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedisCluster;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** So many entity keys that each of three masters has some, and their rows, which have a version. */
final class ClusterKeys {

    private static final int COUNT = 300;
    private static final int MASTERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String VIEW = "view@1";
    private static final ReadFields FIELDS = ReadFields.of(VIEW.getBytes(UTF_8));

    private ClusterKeys() {}

    static List<FeatureLogRecord> records(int version) {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> new FeatureLogRecord(EntityKey.ofBytes(key(i)), VIEW, null, row(version)))
                .toList();
    }

    private static byte[] row(int version) {
        return StoredRow.encode(version, 1, 1, 1, new byte[] {7});
    }

    private static byte[] key(int number) {
        return ("key " + number).getBytes(UTF_8);
    }

    private static int slot(int number) {
        return SlotHash.getSlot(key(number));
    }

    static StoredRows read(OnlineStore store, Duration patience) {
        EntityReads reads = new EntityReads(COUNT);
        for (int i = 0; i < COUNT; i++) {
            byte[] key = key(i);
            reads.add(key, 0, key.length, FIELDS);
        }
        return store.read(reads, System.nanoTime() + patience.toNanos())
                .toCompletableFuture()
                .join();
    }

    static void assertEverythingIsThere(StoredRows rows, int version) {
        for (int i = 0; i < COUNT; i++) {
            assertThat(rows.unavailable(i)).as("key %d", i).isFalse();
            assertThat(rows.copy(i, 0)).as("key %d", i).isEqualTo(row(version));
        }
    }

    /** All that are in slots of a range, and no others. */
    static void assertOnlySlotsAreUnavailable(StoredRows rows, int from, int end) {
        for (int i = 0; i < COUNT; i++) {
            boolean isGone = slot(i) >= from && slot(i) < end;
            assertThat(rows.unavailable(i)).as("key %d in slot %d", i, slot(i)).isEqualTo(isGone);
            assertThat(rows.has(i, 0)).as("key %d in slot %d", i, slot(i)).isEqualTo(!isGone);
        }
    }

    /** Rows of the first version are there; those of later ones follow a slot while it moves from master to master. */
    static void assertSlotsAreFollowed(EmbeddedRedisCluster cluster, OnlineStore store) {
        int slot = slot(7);
        int from = IntStream.range(0, MASTERS)
                .filter(i -> slot < SlotHash.SLOT_COUNT * (i + 1) / MASTERS)
                .findFirst()
                .orElseThrow();
        try (SlotMove move = SlotMove.begin(cluster, from, (from + 1) % MASTERS, slot)) {
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
}
