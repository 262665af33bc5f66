package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads which keys requests had, those of all processes, from the one partition that they are recorded in. Used by one
 * thread; calls block on the broker. Whoever opens it closes it.
 */
final class KeyLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    /** By how much clocks may differ. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final KnownKeys keys = new KnownKeys();

    private KeyLog(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
    }

    /** @param settings of a consumer that reads what is committed */
    static KeyLog open(Map<String, Object> settings, String topic, long nowMillis) {
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            KeyLog opened = new KeyLog(consumer, new TopicPartition(topic, 0));
            opened.seek(nowMillis - KnownKeys.KEPT.plus(SLACK).toMillis());
            return opened;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The end is asked for before: what comes after it is read however late it becomes visible. */
    private void seek(long fromMillis) {
        consumer.assign(List.of(partition));
        Long end = consumer.endOffsets(List.of(partition)).get(partition);
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, fromMillis)).get(partition);
        long start = end == null ? 0 : end;
        consumer.seek(partition, found == null ? start : Math.min(start, found.offset()));
    }

    /** Reads what is there now. */
    void readAll(Duration patience) {
        Long end = consumer.endOffsets(List.of(partition)).get(partition);
        readTo(end == null ? 0 : end, patience);
    }

    /**
     * Reads every committed record below an offset, which means: until every transaction that began to record keys before it
     * has ended.
     *
     * @throws GranaryException (UNAVAILABLE) when that takes longer; it goes on from there the next time
     */
    void readTo(long offset, Duration patience) {
        long startNanos = System.nanoTime();
        while (consumer.position(partition) < offset) {
            if (System.nanoTime() - startNanos > patience.toNanos()) {
                throw new GranaryException(
                        ErrorCode.UNAVAILABLE,
                        "Cannot accept rows with an Idempotency-Key now: those of other processes are not known yet");
            }
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                if (each.value() != null) {
                    KeyedReceipt.decode(each.value()).forEach(receipt -> keys.add(each.timestamp(), receipt));
                }
            }
        }
    }

    /** What the request that has this key was answered with; null: none has. */
    @Nullable
    KeyedReceipt find(RequestKey key, long nowMillis) {
        return keys.find(key.key(), nowMillis);
    }

    /** How many keys are kept in memory. */
    int size() {
        return keys.size();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
