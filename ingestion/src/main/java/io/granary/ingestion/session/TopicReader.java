package io.granary.ingestion.session;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads ranges of one topic as they are committed. Blocks on the broker for seconds at most; used by one thread, closed by it. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A consumer that goes to another partition waits for what it asked of the one before. */
    private static final int FETCH_WAIT_MILLIS = 10;

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;

    private TopicReader(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** @param kafka settings of a client, {@code bootstrap.servers} among them */
    public static TopicReader open(Map<String, ?> kafka, String topic) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        try {
            return new TopicReader(
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()), topic);
        } catch (KafkaException e) {
            throw unavailable(topic, e);
        }
    }

    private static GranaryException unavailable(String topic, Exception cause) {
        Throwable reason = cause.getCause() == null ? cause : cause.getCause();
        return new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read " + topic + ": " + reason.getMessage(), cause);
    }

    /** The topic's partitions; none when it does not exist. */
    public List<TopicPartition> partitions() {
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            return found.stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
        } catch (KafkaException e) {
            throw unavailable(topic, e);
        }
    }

    public Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions);
    }

    /** Where what is committed ends now. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    /** The first offsets of a time or later, at most the ends. */
    public Map<TopicPartition, Long> at(Map<TopicPartition, Long> ends, long millis) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        ends.keySet().forEach(partition -> wanted.put(partition, millis));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            offsets.put(partition, first == null ? end : Math.min(end, first.offset()));
        });
        return offsets;
    }

    /**
     * The records of a range that a test takes, partition by partition in their order.
     *
     * @throws GranaryException (UNAVAILABLE) when they are not read in time
     */
    public List<ConsumerRecord<byte[], byte[]>> read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Map.Entry<TopicPartition, Long> start : from.entrySet()) {
            long end = to.getOrDefault(start.getKey(), 0L);
            if (start.getValue() < end) {
                read(start.getKey(), start.getValue(), end, wanted, records);
            }
        }
        return records;
    }

    private void read(
            TopicPartition partition,
            long from,
            long to,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted,
            List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long startNanos = System.nanoTime();
        try {
            while (consumer.position(partition) < to) {
                if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                    throw new GranaryException(
                            ErrorCode.UNAVAILABLE, "Cannot read " + partition + ": it was not read in time; ask again");
                }
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                    if (each.offset() < to && wanted.test(each)) {
                        records.add(each);
                    }
                }
            }
        } catch (KafkaException e) {
            throw unavailable(topic, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
