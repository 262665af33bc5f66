package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AcceptanceTest {

    private static final long HOUR = 3_600_000_000L;

    private final Acceptance acceptance = new Acceptance(HOUR, 5_000_000);

    @Test
    void acceptsAsLateAsAllowedAndNotLater() {
        assertThat(acceptance.accepts(0, HOUR)).isTrue();
        assertThat(acceptance.accepts(0, HOUR + 1)).isFalse();
        assertThat(acceptance.isLate(0, HOUR + 1)).isTrue();
        assertThat(acceptance.isFuture(0, HOUR + 1)).isFalse();
    }

    @Test
    void acceptsAsFarBeyondItsArrivalAsAllowedAndNotFurther() {
        assertThat(acceptance.accepts(5_000_000, 0)).isTrue();
        assertThat(acceptance.accepts(5_000_001, 0)).isFalse();
        assertThat(acceptance.isFuture(5_000_001, 0)).isTrue();
        assertThat(acceptance.isLate(5_000_001, 0)).isFalse();
    }

    @Test
    void refusesTimestampsAtTheEndsOfTime() {
        assertThat(acceptance.isLate(Long.MIN_VALUE, Long.MAX_VALUE)).isTrue();
        assertThat(acceptance.isFuture(Long.MAX_VALUE, Long.MIN_VALUE)).isTrue();
        assertThat(acceptance.accepts(Long.MIN_VALUE, Long.MIN_VALUE)).isTrue();
    }
}
