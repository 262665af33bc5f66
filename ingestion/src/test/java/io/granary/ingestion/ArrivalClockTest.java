package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ArrivalClockTest {

    private static final long MINUTE = 60_000;

    private final ArrivalClock clock = new ArrivalClock();

    @Test
    void isThatOfThePartitionFurthestBehind() {
        clock.arrived(0, 10 * MINUTE);
        clock.arrived(1, 5 * MINUTE);
        clock.arrived(1, 7 * MINUTE);
        clock.arrived(1, 6 * MINUTE);

        assertThat(clock.leastMillis(2)).isEqualTo(6 * MINUTE);
    }

    @Test
    void isUnknownUntilEveryPartitionHasTold() {
        clock.arrived(0, 10 * MINUTE);

        assertThat(clock.leastMillis(1)).isEqualTo(9 * MINUTE);
        assertThat(clock.leastMillis(2)).isEqualTo(ArrivalClock.UNKNOWN);
    }
}
