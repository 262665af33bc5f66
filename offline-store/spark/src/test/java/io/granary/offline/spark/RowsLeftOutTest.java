package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.offline.engine.MaterializationResult.LaterRows;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RowsLeftOutTest {

    @Test
    void countsByViewAndKeepsTheFirstCreation() {
        RowsLeftOut one = new RowsLeftOut(3);
        one.add(0, 7_000_000L);
        one.add(0, null);
        one.add(2, null);
        RowsLeftOut other = one.copy();
        other.reset();
        assertThat(other.isZero()).isTrue();
        other.add(0, 5_000_000L);

        one.merge(other);

        assertThat(one.of(0)).isEqualTo(new LaterRows(3, Instant.ofEpochSecond(5)));
        assertThat(one.of(1)).isEqualTo(LaterRows.NONE);
        assertThat(one.of(2)).isEqualTo(new LaterRows(1, null));
        assertThat(one.isZero()).isFalse();
    }
}
