package io.granary.ingestion;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowStateKey;
import io.granary.core.key.EntityKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/** Writes to the topics of a project what deletes entity keys there. Used by one thread, closed by it. */
final class Tombstones implements AutoCloseable {

    private static final byte[] NOTHING = {};
    private static final int MAX_BLOCK_MILLIS = 10_000;

    private final LogProducer producer;

    private Tombstones(LogProducer producer) {
        this.producer = producer;
    }

    static Tombstones open(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        return new Tombstones(LogProducer.open(settings, "tombstones to the feature log"));
    }

    /** Of a field of rows. */
    void row(String topic, EntityKey key, String field) {
        byte[] tombstone = new FeatureLogRecord(key, field, null, null).encodeValue();
        producer.send(new ProducerRecord<>(topic, key.bytes(), tombstone));
    }

    /** Of every state in a topic that nobody keeps a state store of. */
    void states(String topic, int partitions, EntityKey key, int fields) {
        for (int field = 0; field < fields; field++) {
            producer.send(new ProducerRecord<>(
                    topic, partition(key, partitions), WindowStateKey.encode(key.bytes(), field), null));
        }
    }

    /** Has an application forget its states, after the events that are in its topic before. */
    void forget(String topic, int partitions, EntityKey key, long nowMillis) {
        ProducerRecord<byte[], byte[]> forget =
                new ProducerRecord<>(topic, partition(key, partitions), nowMillis, key.bytes(), NOTHING);
        forget.headers().add(WindowTopology.FORGET, "erased".getBytes(StandardCharsets.UTF_8));
        producer.send(forget);
    }

    private static int partition(EntityKey key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.bytes())) % partitions;
    }

    /** Returns when all are acknowledged. */
    void finish() {
        producer.finish();
    }

    @Override
    public void close() {
        producer.close();
    }
}
