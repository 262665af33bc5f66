package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.online.store.EntityReads;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.ReadFields;
import io.granary.online.store.StoredRows;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the online store has the feature log, in the store's own words: an offset for each partition, kept beside the
 * rows. A store that forgot rows (a restart without its data, a replica that was behind) forgot the marker with them.
 * The marker is a row like any other, its event timestamp the offset, so by the write rule it only grows.
 */
final class StoreMarker {

    /** What a partition's offset is when the store has no marker. */
    static final long NONE = -1;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final byte[] NO_BODY = new byte[0];

    private final OnlineStore store;
    private final EntityKey key;

    StoreMarker(OnlineStore store, String topic) {
        this.store = store;
        this.key = EntityKey.ofBytes(("granary.projector " + topic).getBytes(UTF_8));
    }

    /** The marker of each partition, or {@link #NONE}; waits for the store. */
    Map<TopicPartition, Long> read(List<TopicPartition> partitions) throws InterruptedException, ExecutionException {
        byte[][] fields = partitions.stream()
                .map(partition -> field(partition).getBytes(UTF_8))
                .toArray(byte[][]::new);
        EntityReads read = EntityReads.of(key.bytes(), ReadFields.of(fields));
        StoredRows rows = store.read(read, System.nanoTime() + PATIENCE.toNanos())
                .toCompletableFuture()
                .get();
        Map<TopicPartition, Long> markers = new HashMap<>();
        for (int i = 0; i < fields.length; i++) {
            byte[] row = rows.copy(0, i);
            markers.put(partitions.get(i), row == null ? NONE : offset(row));
        }
        return markers;
    }

    /** Moves the marker up to where the store has every row; waits for the store. */
    void write(Map<TopicPartition, Long> applied) throws InterruptedException, ExecutionException {
        List<FeatureLogRecord> rows = applied.entrySet().stream()
                .map(each -> new FeatureLogRecord(
                        key, field(each.getKey()), null, StoredRow.encode(each.getValue(), 0, 0, 0, NO_BODY)))
                .toList();
        var unused = store.write(rows).toCompletableFuture().get();
    }

    private static String field(TopicPartition partition) {
        return "partition-" + partition.partition();
    }

    private static long offset(byte[] row) {
        try {
            return StoredRow.eventMicros(row);
        } catch (GranaryException e) {
            return NONE;
        }
    }
}
