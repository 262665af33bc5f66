package io.granary.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadyStateTest {

    private final SteadyState steady = new SteadyState();

    @Test
    void isNotReachedByOneSlice() {
        steady.add(10);

        assertThat(steady.isReached()).isFalse();
    }

    @Test
    void isReachedWhenTheCostStaysWithinFivePercent() {
        steady.add(10);
        steady.add(9.6);

        assertThat(steady.isReached()).isTrue();
    }

    @Test
    void isLostWhenTheCostChangesAgain() {
        steady.add(10);
        steady.add(10);
        steady.add(8);

        assertThat(steady.isReached()).isFalse();
    }
}
