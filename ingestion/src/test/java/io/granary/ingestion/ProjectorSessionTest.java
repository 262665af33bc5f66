package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.erasure.ErasedEntities;
import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.ingestion.session.CloseSignal;
import io.granary.online.store.CountStep;
import io.granary.online.store.EntityReads;
import io.granary.online.store.FieldRemoval;
import io.granary.online.store.KeyStep;
import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RemovalStep;
import io.granary.online.store.StoredRows;
import io.granary.online.store.WriteResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The projector on Kafka's own in-memory consumer. */
final class ProjectorSessionTest {

    private static final TopicPartition PARTITION = new TopicPartition("rows", 0);

    private final ProjectorState state = new ProjectorState();
    private final CloseSignal closing = new CloseSignal();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final FailingStore store = new FailingStore();

    @Test
    void closingWhileTheStoreIsAwayCommitsNothingThatItDoesNotHave() throws InterruptedException {
        state.follow(Map.of(PARTITION.topic(), ProjectedLogs.rows(() -> ErasedEntities.NONE)));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(PARTITION));
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
            consumer.addRecord(record(0));
        });
        consumer.schedulePollTask(() -> consumer.addRecord(record(1)));

        session().run();

        assertThat(store.acknowledged).isEmpty();
        assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION)).isNull();
    }

    private ProjectorSession session() {
        CorruptRows corruptRows = new CorruptRows(new MockProducer<>(), "p");
        ProjectorMetrics metrics = new ProjectorMetrics(new SimpleMeterRegistry());
        return new ProjectorSession(
                consumer,
                topics -> CompletableFuture.completedStage(Map.of()),
                store,
                corruptRows,
                metrics,
                state,
                closing);
    }

    private static ConsumerRecord<byte[], byte[]> record(int offset) {
        byte[] row = StoredRow.encode(offset, offset, 1, 1, new byte[0]);
        FeatureLogRecord written = new FeatureLogRecord(EntityKey.ofBytes(new byte[] {1}), "v@g", null, row);
        return new ConsumerRecord<>(PARTITION.topic(), 0, offset, written.key().bytes(), written.encodeValue());
    }

    /** Refuses the first write and its repetition, at which the projector is told to close; takes what comes later. */
    private final class FailingStore implements OnlineStore {

        private final List<FeatureLogEntry> acknowledged = new ArrayList<>();
        private int writes;

        @Override
        public CompletionStage<WriteResult> write(List<? extends FeatureLogEntry> records) {
            writes++;
            if (writes == 2) {
                closing.give();
            }
            if (writes <= 2) {
                return CompletableFuture.failedFuture(new IllegalStateException("away"));
            }
            acknowledged.addAll(records);
            return CompletableFuture.completedFuture(new WriteResult(records.size(), 0));
        }

        @Override
        public CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos) {
            return CompletableFuture.completedFuture(StoredRows.none(reads));
        }

        @Override
        public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
            return CompletableFuture.completedFuture(new RemovalStep(null, 0, 0));
        }

        @Override
        public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
            throw new UnsupportedOperationException("forget");
        }

        @Override
        public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
            throw new UnsupportedOperationException("count");
        }

        @Override
        public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
            throw new UnsupportedOperationException("keys");
        }

        @Override
        public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks) {
            Map<Integer, Long> offsets = new HashMap<>();
            marks.forEach((partition, mark) -> offsets.put(partition, mark.applied()));
            return CompletableFuture.completedFuture(offsets);
        }

        @Override
        public CompletionStage<Map<Integer, Long>> noted(String log) {
            return CompletableFuture.completedFuture(Map.of());
        }

        @Override
        public CompletionStage<Void> ping() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
