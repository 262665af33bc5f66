package io.granary.ingestion;

import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes rows to a project's feature log, as fast as Kafka takes them. Blocks; used by one thread. */
public final class FeatureLogAppender implements AutoCloseable {

    private static final int LINGER_MILLIS = 20;

    private final LogProducer producer;
    private final String topic;

    private FeatureLogAppender(LogProducer producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** @param kafka settings of the producer, {@code bootstrap.servers} among them */
    public static FeatureLogAppender open(Map<String, String> kafka, String project) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new FeatureLogAppender(
                LogProducer.open(settings, "rows to the feature log"), FeatureLogRecord.rowsTopic(project));
    }

    /** @throws GranaryException (UNAVAILABLE) when Kafka did not take this row or one before it */
    public void append(FeatureLogRecord row) {
        producer.send(new ProducerRecord<>(topic, row.key().bytes(), row.encodeValue()));
    }

    /** Returns when every row is acknowledged. */
    public void finish() {
        producer.finish();
    }

    @Override
    public void close() {
        producer.close();
    }
}
