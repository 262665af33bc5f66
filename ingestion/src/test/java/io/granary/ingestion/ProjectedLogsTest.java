package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.erasure.ErasedEntities;
import io.granary.core.erasure.Erasure;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProjectedLogsTest {

    private static final String TOPIC = FeatureLogRecord.rowsTopic("p");
    private static final long ERASED_MILLIS = 1_000;

    private final EntityKey ann = Trips.key("p", "ann");
    private final EntityKey bob = Trips.key("p", "bob");
    private final ProjectedLog rows =
            ProjectedLogs.rows(() -> ErasedEntities.of(List.of(Erasure.of(ann, ERASED_MILLIS))));

    @Test
    void aRowThatIsReadAgainAfterItsEntityWasErasedSaysNothing() {
        assertThat(rows.read(appended(ann, ERASED_MILLIS, true), 0)).isNull();
    }

    @Test
    void whatCameLaterAndOthersAndTombstonesCount() {
        assertThat(rows.read(appended(ann, ERASED_MILLIS + 1, true), 0)).isNotNull();
        assertThat(rows.read(appended(bob, ERASED_MILLIS, true), 0)).isNotNull();
        assertThat(rows.read(appended(ann, ERASED_MILLIS, false), 0)).isNotNull();
    }

    private static ConsumerRecord<byte[], byte[]> appended(EntityKey key, long millis, boolean hasRow) {
        byte @Nullable [] row = hasRow ? StoredRow.encode(1, 1, 1, 1, new byte[0]) : null;
        byte[] value = new FeatureLogRecord(key, "v@g", null, row).encodeValue();
        return new ConsumerRecord<>(
                TOPIC,
                0,
                0,
                millis,
                TimestampType.LOG_APPEND_TIME,
                key.bytes().length,
                value.length,
                key.bytes(),
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
