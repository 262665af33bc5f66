package io.granary.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenPaceTest {

    private static final long START = 7_000;
    private static final long MILLI = 1_000_000;
    private static final long GIVEN_UP = START + Duration.ofSeconds(6).toNanos();

    /** Ten requests in a second. */
    private final OpenPace pace = OpenPace.of(START, Duration.ofSeconds(1), 10);

    @Test
    void startsRequestsAtEvenDistances() {
        for (int i = 0; i < 10; i++) {
            long due = START + i * 100L * MILLI;
            assertThat(pace.isDue(due - 1)).as("before " + i).isFalse();
            assertThat(pace.isDue(due)).as("at " + i).isTrue();
            assertThat(pace.take(due)).isEqualTo(due);
        }
        assertThat(pace.isOver(START + 1_000 * MILLI)).isTrue();
        assertThat(pace.missed()).isEmpty();
    }

    @Test
    void countsFromTheIntendedStartWhenItIsBehind() {
        long late = START + 250 * MILLI;

        assertThat(pace.take(late)).isEqualTo(START);
        assertThat(pace.take(late)).isEqualTo(START + 100 * MILLI);
        assertThat(pace.take(late)).isEqualTo(START + 200 * MILLI);
        assertThat(pace.isDue(late)).isFalse();
        assertThat(pace.nanosUntilDue(late)).isEqualTo(50 * MILLI);
    }

    @Test
    void isNotOverWhileRequestsWaitForAConnection() {
        pace.take(START);

        assertThat(pace.isOver(START + 2_000 * MILLI)).isFalse();
        assertThat(pace.isDue(START + 2_000 * MILLI)).isTrue();
    }

    @Test
    void givesUpWhatWaitsTooLongAfterTheEnd() {
        for (int i = 0; i < 8; i++) {
            pace.take(START);
        }

        assertThat(pace.isOver(GIVEN_UP)).isTrue();
        assertThat(pace.isDue(GIVEN_UP)).isFalse();
        assertThat(pace.missed()).containsExactly(START + 800 * MILLI, START + 900 * MILLI);
    }
}
