package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.ingestion.SourceProgress.Position;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SourceTicksTest {

    private static final long LATENESS = TimeUnit.MINUTES.toMicros(32);
    private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);

    private final SourceProgress progress = new SourceProgress(1, Map.of(0, 10L));
    private final SourceTicks ticks = new SourceTicks(progress, 0, LATENESS);

    @Test
    void tellsAtFirstAndWhenArrivalsHaveMovedOn() {
        assertThat(ticks.isDue(0, 0)).isTrue();
        assertThat(ticks.isDue(1, MINUTE - 1)).isFalse();
        assertThat(ticks.isDue(2, MINUTE)).isTrue();
        assertThat(ticks.isDue(3, 0)).isFalse();
    }

    @Test
    void tellsWhenTheCutIsPassed() {
        assertThat(ticks.isDue(0, 0)).isTrue();
        assertThat(ticks.isDue(9, 1)).isFalse();
        assertThat(ticks.isDue(10, 2)).isTrue();
        assertThat(ticks.isDue(11, 3)).isFalse();
    }

    @Test
    void tellsOfAPartitionWithoutRecords() {
        assertThat(ticks.due()).isNull();
        Position read = new Position(10, 5 * MINUTE);
        progress.readUpTo(0, read);

        assertThat(ticks.due()).isEqualTo(read);
        assertThat(ticks.due()).isNull();
    }
}
