package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A transactional producer from one failure to the next. Every call blocks for some seconds at most. Used by one thread. */
final class LogSession implements AutoCloseable {

    /** How long any one call may wait for Kafka. */
    static final int MAX_BLOCK_MILLIS = 5_000;

    private static final int REQUEST_TIMEOUT_MILLIS = 3_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 4_000;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    private final Producer<byte[], byte[]> producer;
    private final Admin admin;
    private final Set<String> topics = new HashSet<>();

    private LogSession(Producer<byte[], byte[]> producer, Admin admin) {
        this.producer = producer;
        this.admin = admin;
    }

    /**
     * Takes over the transactions of that id: what an earlier session left open is aborted.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    static LogSession open(PushConfig config, String transactionalId) {
        Admin admin = Admin.create(adminSettings(config));
        try {
            return open(config, transactionalId, admin);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static LogSession open(PushConfig config, String transactionalId, Admin admin) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                settings(config, transactionalId), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new LogSession(producer, admin);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private static Map<String, Object> settings(PushConfig config, String transactionalId) {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECT_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.maxRowBytes() + (64 << 10));
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return settings;
    }

    private static Map<String, Object> adminSettings(PushConfig config) {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        return settings;
    }

    /**
     * Makes sure that a topic is there; ingestion makes it.
     *
     * @throws GranaryException (UNAVAILABLE) when it is not, or Kafka does not say so
     */
    void requireTopic(String topic) {
        if (topics.contains(topic)) {
            return;
        }
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            topics.add(topic);
        } catch (ExecutionException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": interrupted", e);
        }
    }

    private static String reason(ExecutionException failure) {
        return failure.getCause() instanceof UnknownTopicOrPartitionException
                ? "the topic does not exist yet; an ingestion process of the project makes it"
                : String.valueOf(failure.getCause());
    }

    /** Writes in one transaction up to its commit, which {@link #commit} does. */
    void send(Collection<Append> appends) {
        producer.beginTransaction();
        for (Append append : appends) {
            for (ProducerRecord<byte[], byte[]> record : append.records()) {
                // What became of it comes out of the commit.
                Future<RecordMetadata> unused = producer.send(record);
            }
        }
        producer.flush();
    }

    /** Returns when everything that was sent is in the log, replicated, and read by those who read what is committed. */
    void commit() {
        producer.commitTransaction();
    }

    /** Leaves an open transaction to the next session, which aborts it. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }
}
