package io.granary.ingestion;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the first records of parts of partitions: markers of transactions have offsets too, and so has what was aborted.
 * Used by one thread at a time; blocks on the broker for a second at most, so that a long part may take several calls.
 */
final class FirstRecords implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FirstRecords.class);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();

    /** A consumer that goes to another partition waits for what it asked of the one before. */
    private static final int FETCH_WAIT_MILLIS = 10;

    /** Many markers, and not much of what follows the first record. */
    private static final int FETCH_BYTES = 64 * 1024;

    private static final int TIMEOUT_MILLIS = 1_000;

    private final Map<String, Object> settings;
    private @Nullable Consumer<byte[], byte[]> consumer;

    FirstRecords(Map<String, ?> kafka) {
        settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    }

    /**
     * Up to which offset each part holds no record: that of its first one, its end, or where a transaction is still open.
     *
     * @param from where the parts begin
     * @param ends where they end; what comes later may be looked at too
     */
    Map<TopicPartition, Long> find(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        try {
            return read(from, ends);
        } catch (KafkaException e) {
            log.debug("Cannot look at the ends of {}", from.keySet(), e);
            close();
            return from;
        }
    }

    private Map<TopicPartition, Long> read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        Consumer<byte[], byte[]> reader = open();
        reader.assign(from.keySet());
        from.forEach(reader::seek);
        Map<TopicPartition, Long> readable = reader.endOffsets(from.keySet());
        Map<TopicPartition, Long> found = new HashMap<>(from);
        Set<TopicPartition> open = new HashSet<>(from.keySet());
        long startNanos = System.nanoTime();
        while (removeDone(open, found, readable, ends) && System.nanoTime() - startNanos < PATIENCE_NANOS) {
            for (ConsumerRecord<byte[], byte[]> first : reader.poll(POLL)) {
                TopicPartition partition = new TopicPartition(first.topic(), first.partition());
                found.put(partition, first.offset());
                open.remove(partition);
                reader.pause(List.of(partition));
            }
            open.forEach(partition -> found.put(partition, reader.position(partition)));
        }
        reader.unsubscribe();
        return found;
    }

    /** Whether some parts are left to be read. */
    private static boolean removeDone(
            Set<TopicPartition> open,
            Map<TopicPartition, Long> found,
            Map<TopicPartition, Long> readable,
            Map<TopicPartition, Long> ends) {
        open.removeIf(partition -> found.getOrDefault(partition, 0L)
                >= Math.min(readable.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)));
        return !open.isEmpty();
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
