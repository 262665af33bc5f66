package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

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
 * was first assigned, or when another topic was found under its name. Used by one thread.
 */
final class LogPositions {

    private static final Logger log = LoggerFactory.getLogger(LogPositions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final InstantSource clock;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, LogEpoch> epochs = new HashMap<>();

    LogPositions(Consumer<byte[], byte[]> consumer, InstantSource clock) {
        this.consumer = consumer;
        this.clock = clock;
    }

    /** The epoch of an assigned partition. */
    long epoch(TopicPartition partition) {
        return current(partition).number();
    }

    /** Takes note of the topic of an assigned partition, unless there is a note of one. */
    void begin(TopicPartition partition, String topicId) {
        LogEpoch current = current(partition);
        if (current.topicId() == null) {
            epochs.put(partition, current.of(topicId));
        }
    }

    /** Whether what is known of an assigned partition is of an earlier topic of its name. */
    boolean isOutlived(TopicPartition partition, String topicId) {
        String known = current(partition).topicId();
        return known != null && !known.equals(topicId);
    }

    /** Begins another epoch. */
    void renew(TopicPartition partition, String topicId) {
        epochs.put(partition, current(partition).next(topicId, clock.millis()));
    }

    /** The committed offset of an assigned partition; 0 when there is none. */
    long committed(TopicPartition partition) {
        load(partition);
        return committed.getOrDefault(partition, 0L);
    }

    private LogEpoch current(TopicPartition partition) {
        load(partition);
        return requireNonNull(epochs.get(partition));
    }

    private void load(TopicPartition partition) {
        if (committed.containsKey(partition)) {
            return;
        }
        OffsetAndMetadata found = consumer.committed(Set.of(partition)).get(partition);
        LogEpoch epoch = found == null ? null : LogEpoch.parse(found.metadata());
        committed.put(partition, found == null ? 0 : found.offset());
        epochs.putIfAbsent(partition, epoch == null ? new LogEpoch(clock.millis(), null) : epoch);
    }

    /** Commits without waiting. A commit that fails is made up for by a later one. */
    void commit(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> owned = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
                owned.put(
                        partition,
                        new OffsetAndMetadata(offset, current(partition).metadata()));
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
