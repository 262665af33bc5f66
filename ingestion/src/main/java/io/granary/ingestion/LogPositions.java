package io.granary.ingestion;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the projector's group has committed each partition that it has here, and the partition's epoch: a number that
 * grows when the partition's offsets begin anew, since its topic was made anew. An epoch is the moment when the partition
 * was first assigned; it is kept beside the committed offset, so the broker forgets both together. Used by one thread.
 */
final class LogPositions {

    private static final Logger log = LoggerFactory.getLogger(LogPositions.class);
    private static final String EPOCH = "epoch ";

    private final Consumer<byte[], byte[]> consumer;
    private final InstantSource clock;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Long> epochs = new HashMap<>();

    LogPositions(Consumer<byte[], byte[]> consumer, InstantSource clock) {
        this.consumer = consumer;
        this.clock = clock;
    }

    /** The epoch of an assigned partition. */
    long epoch(TopicPartition partition) {
        load(partition);
        return epochs.getOrDefault(partition, 0L);
    }

    /** Begins another epoch: the partition has offsets again that it had before. */
    void renew(TopicPartition partition) {
        long before = epoch(partition);
        epochs.put(partition, Math.max(before + 1, clock.millis()));
        log.warn("{} was made anew, reading it from its start", partition);
    }

    /** The committed offset of an assigned partition; 0 when there is none. */
    long committed(TopicPartition partition) {
        load(partition);
        return committed.getOrDefault(partition, 0L);
    }

    private void load(TopicPartition partition) {
        if (committed.containsKey(partition)) {
            return;
        }
        OffsetAndMetadata found = consumer.committed(Set.of(partition)).get(partition);
        committed.put(partition, found == null ? 0 : found.offset());
        epochs.putIfAbsent(partition, found == null ? clock.millis() : parse(found.metadata()));
    }

    /** A position that was committed before there were epochs has none. */
    private long parse(String metadata) {
        return metadata.startsWith(EPOCH) ? Long.parseLong(metadata.substring(EPOCH.length())) : clock.millis();
    }

    /** Commits without waiting. A commit that fails is made up for by a later one. */
    void commit(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> owned = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
                owned.put(partition, new OffsetAndMetadata(offset, EPOCH + epoch(partition)));
                committed.put(partition, offset);
            }
        });
        consumer.commitAsync(owned, (sent, failure) -> {
            if (failure != null) {
                log.debug("Offsets were not committed; their records may be read again", failure);
                committed.keySet().removeAll(owned.keySet());
            }
        });
    }

    /** Of partitions that go to another projector. */
    void forget(Collection<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
        epochs.keySet().removeAll(partitions);
    }
}
