package io.granary.ingestion;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether what a reader has left of a log is records at all: the markers of transactions have offsets too, and so has
 * what was aborted, and a reader need not have committed those at the end. Safe for threads, one at a time; blocks on the
 * broker for a second at most.
 */
final class RecordTails implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordTails.class);

    /** More than the markers that transactions of a few writers can leave behind each other. */
    private static final long MAX_MARKERS = 100;

    /** More than the records of transactions that were aborted. */
    private static final long MAX_ABORTED = 100_000;

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();
    /** A consumer that goes to another partition waits for what it asked of the one before. */
    private static final int FETCH_WAIT_MILLIS = 10;

    private static final int TIMEOUT_MILLIS = 1_000;

    private final Map<String, Object> settings;
    private final long most;
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** Looks at short rests only, so that asking often costs little. */
    static RecordTails ofMarkers(Map<String, ?> kafka) {
        return new RecordTails(kafka, MAX_MARKERS);
    }

    /** Looks at long rests too: nobody writes again what was aborted. */
    static RecordTails ofAborted(Map<String, ?> kafka) {
        return new RecordTails(kafka, MAX_ABORTED);
    }

    /** @param most offsets of a partition that are looked at */
    private RecordTails(Map<String, ?> kafka, long most) {
        this.most = most;
        settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    }

    /**
     * Whether a reader at these positions has had every record below the ends.
     *
     * @param positions a partition that is absent was not read at all
     */
    boolean areRead(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> rest = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            long position = positions.getOrDefault(end.getKey(), 0L);
            if (end.getValue() - position > most) {
                return false;
            }
            if (position < end.getValue()) {
                rest.put(end.getKey(), position);
            }
        }
        return rest.isEmpty() || areMarkers(rest, ends);
    }

    private synchronized boolean areMarkers(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        try {
            return read(from, ends);
        } catch (KafkaException e) {
            log.debug("Cannot look at the ends of {}", from.keySet(), e);
            close();
            return false;
        }
    }

    private boolean read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        Consumer<byte[], byte[]> reader = open();
        reader.assign(from.keySet());
        from.forEach(reader::seek);
        long startNanos = System.nanoTime();
        while (System.nanoTime() - startNanos < PATIENCE_NANOS) {
            if (!reader.poll(POLL).isEmpty()) {
                return false;
            }
            if (from.keySet().stream()
                    .allMatch(partition -> reader.position(partition) >= ends.getOrDefault(partition, 0L))) {
                return true;
            }
        }
        return false;
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
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
