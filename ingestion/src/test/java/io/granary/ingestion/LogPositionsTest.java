package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class LogPositionsTest {

    private static final TopicPartition PARTITION = new TopicPartition("states", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    LogPositionsTest() {
        consumer.assign(List.of(PARTITION));
    }

    @Test
    void epochOfAPartitionIsKeptBesideItsOffset() {
        LogPositions first = at(1_000);
        assertThat(first.epoch(PARTITION)).isEqualTo(1_000);
        first.commit(Map.of(PARTITION, 5L));

        LogPositions later = at(2_000);
        assertThat(later.epoch(PARTITION)).isEqualTo(1_000);
        assertThat(later.committed(PARTITION)).isEqualTo(5);
    }

    @Test
    void aPartitionWithoutOffsetBeginsAnEpoch() {
        assertThat(at(2_000).epoch(PARTITION)).isEqualTo(2_000);
        assertThat(at(3_000).epoch(PARTITION)).isEqualTo(3_000);
    }

    @Test
    void aPartitionThatWasMadeAnewGetsAGreaterEpochWhateverTheClockSays() {
        LogPositions positions = at(1_000);
        positions.begin(PARTITION, "one");
        positions.renew(PARTITION, "two");
        assertThat(positions.epoch(PARTITION)).isEqualTo(1_001);

        positions.commit(Map.of(PARTITION, 1L));
        assertThat(at(5).epoch(PARTITION)).isEqualTo(1_001);
        assertThat(at(5).isOutlived(PARTITION, "two")).isFalse();
    }

    @Test
    void anEpochOutlivesItsTopicWhoeverCommittedLast() {
        LogPositions before = at(1_000);
        before.begin(PARTITION, "one");
        before.commit(Map.of(PARTITION, 20L));

        LogPositions after = at(2_000);
        after.begin(PARTITION, "two");
        assertThat(after.isOutlived(PARTITION, "two")).isTrue();
        assertThat(after.isOutlived(PARTITION, "one")).isFalse();
    }

    @Test
    void whatWasCommittedWithoutATopicTakesTheOneThatIsThere() {
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(7, "epoch 900")));

        LogPositions positions = at(1_000);
        assertThat(positions.isOutlived(PARTITION, "one")).isFalse();
        positions.begin(PARTITION, "one");
        assertThat(positions.epoch(PARTITION)).isEqualTo(900);
        assertThat(positions.isOutlived(PARTITION, "two")).isTrue();
    }

    @Test
    void offsetsOfATimeWithoutEpochsBeginOne() {
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(7)));

        assertThat(at(1_000).epoch(PARTITION)).isEqualTo(1_000);
        assertThat(at(1_000).committed(PARTITION)).isEqualTo(7);
    }

    @Test
    void commitsNothingOfAPartitionThatIsAnothers() {
        TopicPartition other = new TopicPartition("states", 1);
        at(1_000).commit(Map.of(other, 5L));

        assertThat(consumer.committed(Set.of(other)).get(other)).isNull();
    }

    private LogPositions at(long millis) {
        return new LogPositions(consumer, InstantSource.fixed(Instant.ofEpochMilli(millis)));
    }
}
