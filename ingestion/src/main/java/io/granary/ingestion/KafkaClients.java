package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;

/** The Kafka clients of ingestion and their settings. */
final class KafkaClients {

    /** What was read may be written back as a dead letter, with headers: more than any topic takes by default. */
    static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    /** How soon a member that died without a word is replaced. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    private static final int ADMIN_TIMEOUT_MILLIS = 5_000;
    private static final int COMMIT_INTERVAL_MILLIS = 100;
    private static final int LINGER_MILLIS = 5;

    /** Of the first write of a transaction, which the one before may hold up for a moment. */
    private static final int RETRY_MILLIS = 20;

    private static final int BATCH_BYTES = 128 * 1024;

    private final IngestionConfig config;

    KafkaClients(IngestionConfig config) {
        this.config = config;
    }

    /** The consumer group of the projector; its committed offsets say what the online store has acknowledged. */
    static String projectorGroup(String project) {
        return "granary-" + project + "-projector";
    }

    /** Those of every client. */
    Map<String, Object> settings() {
        return common();
    }

    Admin admin() {
        return admin(common());
    }

    /** @throws GranaryException (UNAVAILABLE) when no broker's host resolves */
    static Admin admin(Map<String, ?> common) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot use Kafka: " + reason.getMessage() + ": "
                            + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                    e);
        }
    }

    Consumer<byte[], byte[]> projectorConsumer() {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, projectorGroup(config.project()));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchRows());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads what is committed, as a member of no group. */
    Consumer<byte[], byte[]> replayConsumer() {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Producer<byte[], byte[]> deadLetterProducer() {
        Map<String, Object> settings = common();
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Settings of an application that keeps window states. */
    Properties windowStreams(String applicationId) {
        WindowConfig windows = config.windows();
        Properties settings = streams(applicationId);
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                windows.commitInterval().toMillis());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, windows.standbyReplicas());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replicationFactor());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDbMemory.class);
        settings.put(SharedRocksDbMemory.BYTES, windows.storeBytes());
        putProducer(settings, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_MILLIS);
        return settings;
    }

    Properties streams(String applicationId) {
        Properties settings = new Properties();
        settings.putAll(common());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTime.class);
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RetryingProductionHandler.class);
        putConsumer(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        putConsumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        putProducer(settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        putProducer(settings, ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        putProducer(settings, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        return settings;
    }

    private static void putConsumer(Properties settings, String name, Object value) {
        settings.put(StreamsConfig.consumerPrefix(name), value);
    }

    private static void putProducer(Properties settings, String name, Object value) {
        settings.put(StreamsConfig.producerPrefix(name), value);
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        return settings;
    }
}
