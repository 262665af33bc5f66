package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.online.store.InMemoryOnlineStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class StoreCheckTest {

    private static final TopicPartition LOST = new TopicPartition("rows", 0);
    private static final TopicPartition KEPT = new TopicPartition("rows", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.system());
    private final StoreMarker marker = new StoreMarker(store, "rows");
    private final ProjectorState state = new ProjectorState();

    @Test
    void aPartitionWhoseMarkerIsAheadDoesNotSkipWhatIsNotApplied() throws Exception {
        consumer.assign(List.of(LOST, KEPT));
        consumer.updateBeginningOffsets(Map.of(LOST, 0L, KEPT, 0L));
        consumer.commitSync(Map.of(LOST, new OffsetAndMetadata(50), KEPT, new OffsetAndMetadata(70)));
        consumer.seek(LOST, 60);
        consumer.seek(KEPT, 90);
        state.applied(LOST, 50);
        state.applied(KEPT, 70);
        marker.write(Map.of(LOST, 20L, KEPT, 80L));

        assertThat(new StoreCheck(consumer, marker, state).hasGoneBack()).isTrue();
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
        marker.write(Map.of(KEPT, 70L));

        assertThat(new StoreCheck(consumer, marker, state).hasGoneBack()).isFalse();
        assertThat(consumer.position(KEPT)).isEqualTo(90);
    }
}
