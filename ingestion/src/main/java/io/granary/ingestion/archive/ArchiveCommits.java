package io.granary.ingestion.archive;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kafka how far the archive is, for others to see: where to go on the folder says, so a file in its place is never
 * written again, and one that is not is read again. Used by one thread.
 */
final class ArchiveCommits {

    private static final Logger log = LoggerFactory.getLogger(ArchiveCommits.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    ArchiveCommits(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    void commit(Map<TopicPartition, PartitionArchive> archives) {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        archives.forEach((partition, archive) -> {
            if (committed.getOrDefault(partition, -1L) != archive.end()) {
                moved.put(partition, new OffsetAndMetadata(archive.end()));
            }
        });
        if (moved.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(moved);
            moved.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        } catch (KafkaException e) {
            log.debug("Offsets were not committed; the folder says where to go on", e);
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
    }
}
