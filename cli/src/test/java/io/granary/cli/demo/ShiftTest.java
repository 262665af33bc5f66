package io.granary.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class ShiftTest {

    private static final Instant NOW = Instant.parse("2026-11-20T21:30:00Z");

    @Test
    void putsNowIntoTheSecondWeek() {
        Shift shift = Shift.secondWeekAround(NOW);

        assertThat(shift.streamStart()).isBeforeOrEqualTo(NOW).isAfter(NOW.minus(Duration.ofDays(7)));
    }

    @Test
    void putsTheLastArrivalBeforeNow() {
        Shift shift = Shift.endBefore(NOW);

        assertThat(shift.end()).isBeforeOrEqualTo(NOW).isAfter(NOW.minus(Duration.ofDays(7)));
    }

    @Test
    void keepsHourAndWeekday() {
        Instant departure = Instant.parse("2001-01-03T17:45:00Z");

        Instant shifted = Shift.endBefore(NOW).apply(departure);

        assertThat(shifted.atZone(ZoneOffset.UTC).getDayOfWeek())
                .isEqualTo(departure.atZone(ZoneOffset.UTC).getDayOfWeek());
        assertThat(shifted.atZone(ZoneOffset.UTC).toLocalTime())
                .isEqualTo(departure.atZone(ZoneOffset.UTC).toLocalTime());
    }
}
