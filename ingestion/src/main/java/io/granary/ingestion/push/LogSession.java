package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.PushTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A transactional producer from one failure to the next. Every call blocks for some seconds at most. Used by one thread. */
final class LogSession implements AutoCloseable {

    /** How long any one call may wait for Kafka. */
    static final int MAX_BLOCK_MILLIS = 5_000;

    private static final int REQUEST_TIMEOUT_MILLIS = 3_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 4_000;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    /** Of transactions of other processes, which end before ours times out. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** About 200 bytes of memory each. */
    private static final int MAX_KEYS = 1_000_000;

    /** How long a topic's id is believed. */
    private static final long KNOWN_NANOS = Duration.ofSeconds(10).toNanos();

    private final PushConfig config;
    private final Producer<byte[], byte[]> producer;
    private final Admin admin;
    private final Map<String, KnownTopic> topics = new HashMap<>();
    private @Nullable KeyLog keys;

    private LogSession(PushConfig config, Producer<byte[], byte[]> producer, Admin admin) {
        this.config = config;
        this.producer = producer;
        this.admin = admin;
    }

    private record KnownTopic(Uuid id, long asOfNanos) {}

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
            return new LogSession(config, producer, admin);
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

    private Map<String, Object> keySettings() {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
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
        KnownTopic known = topics.get(topic);
        if (known != null && System.nanoTime() - known.asOfNanos() < KNOWN_NANOS) {
            return;
        }
        try {
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .forEach((name, found) -> topics.put(name, new KnownTopic(found.topicId(), System.nanoTime())));
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

    /**
     * Writes in one transaction up to its commit, which {@link #commit} does.
     *
     * @return the receipts of the requests
     */
    List<String> send(List<Append> appends) {
        producer.beginTransaction();
        List<List<Future<RecordMetadata>>> sent = new ArrayList<>();
        for (Append append : appends) {
            sent.add(append.records().stream().map(producer::send).toList());
        }
        producer.flush();
        List<String> receipts = new ArrayList<>();
        for (int i = 0; i < appends.size(); i++) {
            receipts.add(receipt(appends.get(i), sent.get(i)));
        }
        return receipts;
    }

    private String receipt(Append append, List<Future<RecordMetadata>> sent) {
        List<RecordMetadata> records =
                sent.stream().map(LogSession::acknowledged).toList();
        KnownTopic topic = records.isEmpty() ? null : topics.get(records.get(0).topic());
        return ReceiptText.encode(Receipt.of(
                topic == null ? Uuid.ZERO_UUID : topic.id(),
                append.destination(),
                append.rows(),
                records,
                System.currentTimeMillis()));
    }

    private static RecordMetadata acknowledged(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException("a record was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** What the request that has a key was answered with, in whatever process; null: none that has ended has it. */
    @Nullable
    KeyedReceipt find(RequestKey key) {
        KeyLog open = keys();
        open.readAll(PATIENCE);
        KeyedReceipt known = open.find(key, System.currentTimeMillis());
        if (known == null && open.size() >= MAX_KEYS) {
            throw new GranaryException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "Idempotency-Key: more than " + MAX_KEYS
                            + " keys in an hour (expected: fewer; push more rows at once)");
        }
        return known;
    }

    /**
     * Records the keys of the requests in the transaction that is open, and makes sure that nobody else has them: the record
     * is one, so that transactions have an order, and those before it have ended when all before it can be read.
     *
     * @return false when a key is somebody else's by now: then the transaction is to be aborted
     */
    boolean claim(List<Append> appends, List<String> receipts) {
        List<KeyedReceipt> claimed = new ArrayList<>();
        for (int i = 0; i < appends.size(); i++) {
            RequestKey key = appends.get(i).key();
            if (key != null) {
                claimed.add(new KeyedReceipt(key, receipts.get(i)));
            }
        }
        if (claimed.isEmpty()) {
            return true;
        }
        Future<RecordMetadata> sent = producer.send(
                new ProducerRecord<>(PushTopics.keys(config.project()), 0, null, KeyedReceipt.encode(claimed)));
        producer.flush();
        RecordMetadata record = acknowledged(sent);
        KeyLog open = keys();
        open.readTo(record.offset(), PATIENCE);
        return claimed.stream().allMatch(each -> open.find(each.key(), record.timestamp()) == null);
    }

    private KeyLog keys() {
        KeyLog open = keys;
        if (open == null) {
            open = KeyLog.open(keySettings(), PushTopics.keys(config.project()), System.currentTimeMillis());
            keys = open;
        }
        return open;
    }

    /** Takes back what was sent. */
    void abort() {
        producer.abortTransaction();
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
        if (keys != null) {
            keys.close();
        }
    }
}
