package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.online.store.EntityReads;
import io.granary.online.store.KeyStep;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.ReadFields;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.online.store.StoredRows;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.SettableRollouts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Ingestion of one project between a Kafka and a Redis, and what a test does to it. */
final class Bench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String bootstrapServers;
    private final IngestionConfig config;
    private final String redisUri;
    private final SettableRollouts rollouts;
    private final Map<Integer, Revision> history;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final OnlineStore store;
    private final Producer<byte[], byte[]> producer;
    private @Nullable Ingestion ingestion;

    Bench(Revision revision, String bootstrapServers, String redisUri, Path folder) {
        this(revision, bootstrapServers, redisUri, folder, WindowConfig.DEFAULT);
    }

    Bench(Revision revision, String bootstrapServers, String redisUri, Path folder, WindowConfig windows) {
        this(
                new SettableRollouts(revision.project()),
                new ConcurrentHashMap<>(),
                bootstrapServers,
                redisUri,
                folder,
                windows);
        apply(revision);
    }

    private Bench(
            SettableRollouts rollouts,
            Map<Integer, Revision> history,
            String bootstrapServers,
            String redisUri,
            Path folder,
            WindowConfig windows) {
        this.bootstrapServers = bootstrapServers;
        this.redisUri = redisUri;
        this.rollouts = rollouts;
        this.history = history;
        this.config = IngestionConfig.builder(rollouts.current().newest().project(), bootstrapServers, folder)
                .partitions(2)
                .batchRows(100)
                .windows(windows)
                .build();
        this.store = RedisOnlineStore.open(RedisConfig.of(redisUri));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Another process of the same project. */
    Bench twin(Path folder) {
        return new Bench(rollouts, history, bootstrapServers, redisUri, folder, config.windows());
    }

    Revision apply(Revision revision) {
        history.put(revision.number(), revision);
        rollouts.apply(revision);
        return revision;
    }

    private Revision revision(int number) {
        return requireNonNull(history.get(number));
    }

    Bench start() {
        ingestion = Ingestion.start(config, new RegistryLink(rollouts, rollouts, this::revision), store, meters);
        return this;
    }

    void stop() {
        ingestion().close();
        ingestion = null;
    }

    Ingestion ingestion() {
        if (ingestion == null) {
            throw new IllegalStateException("not started");
        }
        return ingestion;
    }

    SettableRollouts rollouts() {
        return rollouts;
    }

    /** Waits until every part runs, so that the topics exist. */
    Bench awaitRunning() {
        await().atMost(PATIENCE)
                .until(() -> ingestion().lag().following()
                        && ingestion().health().stream().allMatch(ComponentHealth::isRunning));
        return this;
    }

    void awaitCaughtUp() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ingestion().lag().isCaughtUp());
    }

    ComponentHealth health(String part) {
        return ingestion().health().stream()
                .filter(health -> health.name().equals(part))
                .findFirst()
                .orElseThrow();
    }

    Rebuild rebuild() {
        return Rebuild.open(config, store, rollouts.current());
    }

    EntityErasure erasure() {
        return erasure(null);
    }

    EntityErasure erasure(@Nullable Path answers) {
        EntityErasure.Revisions known = new EntityErasure.Revisions() {
            @Override
            public ProjectRollout rollout() {
                return rollouts.current();
            }

            @Override
            public Revision revision(int number) {
                return Bench.this.revision(number);
            }
        };
        return EntityErasure.open(new ErasureConfig(config, null, answers, PATIENCE), store, known);
    }

    /** Every entity key that something is stored of. */
    List<EntityKey> keys() {
        List<EntityKey> keys = new ArrayList<>();
        @Nullable String from = null;
        do {
            KeyStep step = store.keys(EntityKeyCodec.prefix(config.project()), from)
                    .toCompletableFuture()
                    .join();
            keys.addAll(step.keys());
            from = step.next();
        } while (from != null);
        return keys;
    }

    /** Sends one event and gives its arrival. */
    Instant send(String json) {
        return send(Rides.topic(config.project()), null, json.getBytes(UTF_8));
    }

    Instant send(String topic, byte @Nullable [] key, byte[] value) {
        try {
            var sent = producer.send(new ProducerRecord<>(topic, key, value)).get(60, TimeUnit.SECONDS);
            return Instant.ofEpochMilli(sent.timestamp());
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends many events and waits for the last. */
    void sendAll(List<String> events) {
        sendAll(Rides.topic(config.project()), events);
    }

    void sendAll(String topic, List<String> events) {
        sendAll(topic, null, events);
    }

    /** Sends many events to one partition, or wherever they go. */
    void sendAll(String topic, @Nullable Integer partition, List<String> events) {
        for (String json : events) {
            var unused = producer.send(new ProducerRecord<>(topic, partition, null, json.getBytes(UTF_8)));
        }
        producer.flush();
    }

    /** The stored row of a view's newest generation, or null. */
    byte @Nullable [] stored(EntityKey key, String view) {
        return field(key, rollouts.current().newest().viewState(view).field(view));
    }

    /** What is stored in a field, or null. */
    byte @Nullable [] field(EntityKey key, String field) {
        return read(key, List.of(field)).copy(0, 0);
    }

    StoredRows read(EntityKey key, List<String> fields) {
        byte[][] names = fields.stream().map(field -> field.getBytes(UTF_8)).toArray(byte[][]::new);
        EntityReads read = EntityReads.of(key.bytes(), ReadFields.of(names));
        return store.read(read, System.nanoTime() + TimeUnit.SECONDS.toNanos(10))
                .toCompletableFuture()
                .join();
    }

    /** Ids of the stream applications and names of saved offsets that the broker knows of this project. */
    Set<String> groups() {
        return broker().groups(config.project());
    }

    Map<String, String> kafka() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return committed(DeadLetter.topicOf(config.project()));
    }

    List<FeatureLogRecord> featureLog() {
        return committed(FeatureLogRecord.rowsTopic(config.project())).stream()
                .map(each -> FeatureLogRecord.decode(each.key(), each.value()))
                .toList();
    }

    /** Every committed record of a topic. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return broker().committed(topic);
    }

    /** Records of the trips that an application has committed. */
    long processed(String applicationId) {
        return broker().processed(applicationId);
    }

    private BrokerContents broker() {
        return new BrokerContents(bootstrapServers);
    }

    double count(String counter, String... tags) {
        return meters.counter(counter, tags).count();
    }

    @Override
    public void close() {
        if (ingestion != null) {
            stop();
        }
        producer.close();
        store.close();
    }
}
