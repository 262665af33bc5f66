package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import org.junit.jupiter.api.Test;

final class NewestRowsTest {

    private final NewestRows rows = new NewestRows();

    @Test
    void keepsOfEachFieldAndEntityKeyTheRowThatWins() {
        rows.add(row(1, "a", 5));
        rows.add(row(1, "a", 7));
        rows.add(row(1, "a", 6));
        rows.add(row(1, "b", 1));
        rows.add(row(2, "a", 2));
        assertThat(rows.size()).isEqualTo(3);

        assertThat(rows.drain()).containsExactlyInAnyOrder(row(1, "a", 7), row(1, "b", 1), row(2, "a", 2));
        assertThat(rows.size()).isZero();
        assertThat(rows.drain()).isEmpty();
    }

    private static FeatureLogRecord row(int key, String field, long eventMicros) {
        byte[] row = StoredRow.encode(eventMicros, 1, 1, 42, new byte[] {1});
        return new FeatureLogRecord(EntityKey.ofBytes(new byte[] {(byte) key}), field, null, row);
    }
}
