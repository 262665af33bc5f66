package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class StoreCheckTest {

    private static final TopicPartition LOST = new TopicPartition("rows", 0);
    private static final TopicPartition KEPT = new TopicPartition("rows", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.system());
    private final ProjectorState state = new ProjectorState();
    private final StoreCheck check = new StoreCheck(consumer, store, state);

    @Test
    void aPartitionWhoseMarkerIsAheadDoesNotSkipWhatIsNotApplied() throws Exception {
        consumer.assign(List.of(LOST, KEPT));
        consumer.updateBeginningOffsets(Map.of(LOST, 0L, KEPT, 0L));
        consumer.commitSync(Map.of(LOST, new OffsetAndMetadata(50), KEPT, new OffsetAndMetadata(70)));
        consumer.seek(LOST, 60);
        consumer.seek(KEPT, 90);
        state.applied(LOST, 50);
        state.applied(KEPT, 70);
        note(Map.of(0, 20L, 1, 80L));

        assertThat(check.hasGoneBack()).isTrue();
        assertThat(consumer.position(LOST)).as("what the store still has").isEqualTo(20);
        assertThat(consumer.position(KEPT)).as("what was polled is void").isEqualTo(70);
    }

    @Test
    void aStoreThatHasWhatItMustIsLeftAlone() throws Exception {
        consumer.assign(List.of(KEPT));
        consumer.updateBeginningOffsets(Map.of(KEPT, 0L));
        consumer.commitSync(Map.of(KEPT, new OffsetAndMetadata(70)));
        consumer.seek(KEPT, 90);
        state.applied(KEPT, 70);
        note(Map.of(1, 70L));

        assertThat(check.hasGoneBack()).isFalse();
        assertThat(consumer.position(KEPT)).isEqualTo(90);
    }

    @Test
    void aBatchThatAStoreTookAfterItHadForgottenRowsIsNotCommitted() {
        consumer.assign(List.of(LOST));
        consumer.updateBeginningOffsets(Map.of(LOST, 0L));
        consumer.commitSync(Map.of(LOST, new OffsetAndMetadata(50)));
        state.applied(LOST, 50);
        note(Map.of(0, 50L));
        var batch = Map.of(LOST, 60L);
        assertThat(check.isKept(batch, join(LogMarks.note(store, check.marks(batch)))))
                .isTrue();

        OnlineStore replica = new InMemoryOnlineStore(InstantSource.system());
        join(replica.mark("rows", Map.of(0, new LogMark(LogMark.NONE, 55))));
        state.applied(LOST, 60);
        var next = Map.of(LOST, 70L);
        assertThat(check.isKept(next, join(LogMarks.note(replica, check.marks(next)))))
                .isFalse();
        assertThat(consumer.position(LOST)).isEqualTo(55);
        assertThat(check.marks(next)).containsEntry(LOST, new LogMark(55, 70));
    }

    @Test
    void aStoreThatForgotEverythingIsFilledFromTheStartOfTheLog() throws Exception {
        consumer.assign(List.of(LOST));
        consumer.updateBeginningOffsets(Map.of(LOST, 7L));
        consumer.commitSync(Map.of(LOST, new OffsetAndMetadata(50)));
        state.applied(LOST, 50);

        assertThat(check.hasGoneBack()).isTrue();
        assertThat(consumer.position(LOST)).isEqualTo(7);
    }

    private void note(Map<Integer, Long> offsets) {
        offsets.forEach((partition, offset) ->
                join(store.mark("rows", Map.of(partition, new LogMark(LogMark.NONE, offset)))));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
