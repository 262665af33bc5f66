package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.online.store.EntityRead;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Ingestion of one project between a Kafka and a Redis, and what a test does to it. */
final class Bench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final IngestionConfig config;
    private final SettableRevisions revisions;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final OnlineStore store;
    private final Producer<byte[], byte[]> producer;
    private @Nullable Ingestion ingestion;

    Bench(Revision revision, String bootstrapServers, String redisUri, Path folder) {
        this.bootstrapServers = bootstrapServers;
        this.config = IngestionConfig.builder(revision.project(), bootstrapServers, folder)
                .partitions(2)
                .batchRows(100)
                .build();
        this.revisions = new SettableRevisions(revision);
        this.store = RedisOnlineStore.open(RedisConfig.of(redisUri));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Bench start() {
        ingestion = Ingestion.start(config, revisions, store, meters);
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

    SettableRevisions revisions() {
        return revisions;
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

    /** The stored row of a view, or null. */
    byte @Nullable [] stored(EntityKey key, String view) {
        byte[][] fields = {revisions.current().viewState(view).field(view).getBytes(UTF_8)};
        return store.read(List.of(new EntityRead(key.bytes(), fields)))
                .toCompletableFuture()
                .join()[0][0];
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
    private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                100_000);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    double count(String counter) {
        return meters.counter(counter).count();
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
