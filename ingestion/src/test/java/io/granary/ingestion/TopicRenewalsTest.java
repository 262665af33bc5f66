package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.LogMark;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TopicRenewalsTest {

    private static final TopicPartition PARTITION = new TopicPartition("states", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.system());
    private final ProjectorState state = new ProjectorState();
    private final LogPositions positions = new LogPositions(consumer, InstantSource.fixed(Instant.ofEpochMilli(1_000)));
    private final StoreCheck check = new StoreCheck(consumer, store, state);

    private CompletionStage<Map<String, String>> answer = there("one");

    private final TopicRenewals renewals = new TopicRenewals(consumer, topics -> answer, store, positions, check);

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(20, "epoch 900 of one")));
        consumer.seek(PARTITION, 20);
        state.applied(PARTITION, 20);
        join(store.mark("states", Map.of(0, new LogMark(LogMark.NONE, 20))));
        renewals.assigned(List.of(PARTITION));
    }

    @Test
    void aTopicThatStaysIsReadOn() throws InterruptedException {
        assertThat(asked()).isFalse();
        assertThat(consumer.position(PARTITION)).isEqualTo(20);
        assertThat(positions.epoch(PARTITION)).isEqualTo(900);
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsStartInAnotherEpoch() throws InterruptedException {
        answer = there("two");

        assertThat(asked()).isTrue();
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(positions.epoch(PARTITION)).isEqualTo(1_000);
        assertThat(state.applied()).containsEntry(PARTITION, 0L);
        assertThat(join(store.noted("states"))).as("of the topic before").doesNotContainEntry(0, 20L);

        renewals.assigned(List.of(PARTITION));
        assertThat(asked()).as("once").isFalse();
    }

    @Test
    void aTopicThatIsGoneOrOfWhichTheBrokerSaysNothingIsLeftAlone() throws InterruptedException {
        answer = CompletableFuture.completedStage(Map.of());
        assertThat(asked()).isFalse();

        renewals.assigned(List.of(PARTITION));
        answer = CompletableFuture.failedStage(new IllegalStateException("away"));
        assertThat(asked()).isFalse();
        assertThat(positions.epoch(PARTITION)).isEqualTo(900);
    }

    /** Asks, and takes the answer. */
    private boolean asked() throws InterruptedException {
        boolean atOnce = renewals.hasGoneBack();
        return renewals.hasGoneBack() || atOnce;
    }

    private static CompletionStage<Map<String, String>> there(String id) {
        return CompletableFuture.completedStage(Map.of(PARTITION.topic(), id));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
