package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.WindowStateKey;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.key.EntityKeyParts;
import io.granary.online.store.EntityReads;
import io.granary.online.store.KeyStep;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.ReadFields;
import io.granary.online.store.StoredRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the entity keys that an entity is a part of: in topics of the feature log, which are read whole for it, and in
 * the online store. Blocks; used by one thread.
 */
final class ErasedKeys {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final KafkaClients clients;
    private final OnlineStore store;
    private final EntityKey entity;
    private final Set<String> joinKeys;

    ErasedKeys(KafkaClients clients, OnlineStore store, EntityKey entity) {
        this.clients = clients;
        this.store = store;
        this.entity = entity;
        this.joinKeys = Set.copyOf(EntityKeyParts.of(entity.bytes()).names());
    }

    /** Whether the entity keys of a view have no other join keys. */
    boolean isWhole(ErasedView view) {
        return view.joinKeys().equals(joinKeys);
    }

    /** Those of a topic of rows. */
    Set<EntityKey> inRows(String topic) {
        return inLog(topic, EntityKey::ofBytes);
    }

    /** Those of a topic of window states. */
    Set<EntityKey> inStates(String topic) {
        return inLog(topic, key -> WindowStateKey.decode(key).entityKey());
    }

    private Set<EntityKey> inLog(String topic, Function<byte[], EntityKey> read) {
        Set<EntityKey> found = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer = clients.replayConsumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                    add(read.apply(each.key()), found);
                }
            }
            return found;
        } catch (KafkaException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read topic " + topic + ": " + e.getMessage(), e);
        }
    }

    /** Those that the online store has something of. */
    Set<EntityKey> inStore(String project) {
        Set<EntityKey> found = new HashSet<>();
        String from = null;
        do {
            KeyStep step = await(store.keys(EntityKeyCodec.prefix(project), from));
            step.keys().forEach(key -> add(key, found));
            from = step.next();
        } while (from != null);
        return found;
    }

    private void add(EntityKey key, Set<EntityKey> to) {
        byte[] part = EntityKeyParts.of(key.bytes()).only(joinKeys);
        if (Arrays.equals(part, entity.bytes())) {
            to.add(key);
        }
    }

    /** How many of some fields the online store has of an entity key. */
    int stored(EntityKey key, List<String> fields) {
        byte[][] names = fields.stream()
                .map(field -> field.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        StoredRows rows =
                await(store.read(EntityReads.of(key.bytes(), ReadFields.of(names)), System.nanoTime() + READ_NANOS));
        int stored = 0;
        for (int field = 0; field < names.length; field++) {
            stored += rows.has(0, field) ? 1 : 0;
        }
        return stored;
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof GranaryException known
                    ? known
                    : new GranaryException(ErrorCode.UNAVAILABLE, "Cannot ask the online store: " + e.getMessage(), e);
        }
    }
}
