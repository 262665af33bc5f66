package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowStateKey;
import io.granary.core.key.EntityKey;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Writes to the topics of a project what deletes entity keys there. Used by one thread, closed by it. */
final class Tombstones implements AutoCloseable {

    private static final byte[] NOTHING = {};
    private static final int MAX_BLOCK_MILLIS = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private Tombstones(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static Tombstones open(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        return new Tombstones(new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Of a field of rows. */
    void row(String topic, EntityKey key, String field) {
        byte[] tombstone = new FeatureLogRecord(key, field, null, null).encodeValue();
        send(new ProducerRecord<>(topic, key.bytes(), tombstone));
    }

    /** Of every state in a topic that nobody keeps a state store of. */
    void states(String topic, int partitions, EntityKey key, int fields) {
        for (int field = 0; field < fields; field++) {
            send(new ProducerRecord<>(
                    topic, partition(key, partitions), WindowStateKey.encode(key.bytes(), field), null));
        }
    }

    /** Has an application forget its states, after the events that are in its topic before. */
    void forget(String topic, int partitions, EntityKey key, long nowMillis) {
        ProducerRecord<byte[], byte[]> forget =
                new ProducerRecord<>(topic, partition(key, partitions), nowMillis, key.bytes(), NOTHING);
        forget.headers().add(WindowTopology.FORGET, "erased".getBytes(StandardCharsets.UTF_8));
        send(forget);
    }

    private static int partition(EntityKey key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.bytes())) % partitions;
    }

    private void send(ProducerRecord<byte[], byte[]> tombstone) {
        requireNoFailure();
        try {
            // What became of it comes to the callback.
            Future<RecordMetadata> unused = producer.send(tombstone, (metadata, e) -> failure.compareAndSet(null, e));
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /** Returns when all are acknowledged. */
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

    private static GranaryException unavailable(Exception cause) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE, "Cannot write tombstones to the feature log: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        producer.close();
    }
}
