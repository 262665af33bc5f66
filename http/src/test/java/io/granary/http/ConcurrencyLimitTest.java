package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

    private static final long MAX_DELAY = Duration.ofMillis(50).toNanos();
    private static final int MOST = 1_000;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(MOST, MAX_DELAY);

    @Test
    void admitsUpToTheMost() {
        assertThat(limit.admits(MOST - 1)).isTrue();
        assertThat(limit.admits(MOST)).isFalse();
    }

    @Test
    void staysWhenOneEventWaitsLong() {
        limit.admits(500);

        limit.sample(100 * MAX_DELAY, 500);
        limit.sample(0, 500);
        limit.sample(100 * MAX_DELAY, 500);

        assertThat(limit.current()).isEqualTo(MOST);
    }

    @Test
    void isCutInProportionToWhatWasInHandWhenEventsKeepWaiting() {
        limit.admits(200);
        limit.sample(MAX_DELAY * 5 / 4, 200);
        limit.sample(MAX_DELAY * 5 / 4, 200);

        assertThat(limit.current()).isEqualTo(160);
    }

    @Test
    void isHalvedAtMostAndNeverLessThanAFew() {
        limit.sample(100 * MAX_DELAY, 200);
        limit.sample(100 * MAX_DELAY, 200);

        assertThat(limit.current()).isEqualTo(100);

        for (int i = 0; i < 20; i++) {
            limit.sample(100 * MAX_DELAY, 200);
        }

        assertThat(limit.current()).isEqualTo(ConcurrencyLimit.LEAST);
    }

    @Test
    void growsAgainOnlyWhileItHoldsRequestsBack() {
        for (int i = 0; i < 20; i++) {
            limit.sample(100 * MAX_DELAY, 0);
        }
        limit.sample(0, 0);

        assertThat(limit.current()).isEqualTo(ConcurrencyLimit.LEAST);

        for (int i = 0; i < 40; i++) {
            assertThat(limit.admits(MOST)).isFalse();
            limit.sample(0, MOST);
        }

        assertThat(limit.current()).isEqualTo(MOST);
    }

    @Test
    void isNotMoreThanTheMostWhenThatIsLittle() {
        assertThat(new ConcurrencyLimit(3, MAX_DELAY).admits(3)).isFalse();
    }
}
