package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records without waiting for each, and tells at the end, or with a later record, when Kafka did not take one. Used by
 * one thread, closed by it.
 */
final class LogProducer implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final String what;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private LogProducer(Producer<byte[], byte[]> producer, String what) {
        this.producer = producer;
        this.what = what;
    }

    /**
     * Every replica has what is acknowledged, once.
     *
     * @param kafka settings of the producer, {@code bootstrap.servers} among them
     * @param what is written where, as problems name it
     */
    static LogProducer open(Map<String, ?> kafka, String what) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        return new LogProducer(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()), what);
    }

    /** @throws GranaryException (UNAVAILABLE) when Kafka did not take this record or one before it */
    void send(ProducerRecord<byte[], byte[]> sent) {
        requireNoFailure();
        try {
            // What became of it comes to the callback.
            Future<RecordMetadata> unused = producer.send(sent, (metadata, e) -> failure.compareAndSet(null, e));
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /** Returns when every record is acknowledged. */
    void finish() {
        producer.flush();
        requireNoFailure();
    }

    private void requireNoFailure() {
        Exception first = failure.get();
        if (first != null) {
            throw unavailable(first);
        }
    }

    private GranaryException unavailable(Exception cause) {
        return new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write " + what + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        producer.close();
    }
}
