package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An idempotent producer to the feature log that fails with its first record that fails. Used by one thread. */
final class LogProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private LogProducer(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** @param settings {@code bootstrap.servers} among them */
    static LogProducer open(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        all.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        all.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new LogProducer(new KafkaProducer<>(all));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        requireNone();
        Future<?> unused = producer.send(record, (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /** Waits until every record is acknowledged. */
    void flush() {
        producer.flush();
        requireNone();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void requireNone() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE, "Cannot write to the feature log: " + failed.getMessage(), failed);
        }
    }
}
