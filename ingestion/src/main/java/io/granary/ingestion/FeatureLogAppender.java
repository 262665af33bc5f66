package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
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

/** Writes rows to a project's feature log, as fast as Kafka takes them. Blocks; used by one thread. */
public final class FeatureLogAppender implements AutoCloseable {

    private static final int LINGER_MILLIS = 20;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private FeatureLogAppender(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** @param kafka settings of the producer, {@code bootstrap.servers} among them */
    public static FeatureLogAppender open(Map<String, String> kafka, String project) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new FeatureLogAppender(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                FeatureLogRecord.rowsTopic(project));
    }

    /** @throws GranaryException (UNAVAILABLE) when Kafka did not take this row or one before it */
    public void append(FeatureLogRecord row) {
        requireNoFailure();
        try {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, row.key().bytes(), row.encodeValue());
            // What became of it comes to the callback.
            Future<RecordMetadata> unused = producer.send(record, (metadata, e) -> failure.compareAndSet(null, e));
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /** Returns when every row is acknowledged. */
    public void finish() {
        producer.flush();
        requireNoFailure();
    }

    private void requireNoFailure() {
        Exception first = failure.get();
        if (first != null) {
            throw unavailable(first);
        }
    }

    private static GranaryException unavailable(Exception cause) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE, "Cannot write to the feature log: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        producer.close();
    }
}
