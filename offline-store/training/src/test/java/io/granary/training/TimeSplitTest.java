package io.granary.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TimeSplitTest {

    @Test
    void splitsUnsortedRowsByTime() {
        TimeSplit split = TimeSplit.of(new long[] {9, 1, 8, 2, 7, 3, 6, 4, 5, 0});

        assertThat(split.train()).containsExactly(1, 3, 5, 6, 7, 8, 9);
        assertThat(split.validation()).containsExactly(4);
        assertThat(split.test()).containsExactly(0, 2);
    }

    @Test
    void keepsEqualTimesInOnePart() {
        TimeSplit split = TimeSplit.of(new long[] {1, 1, 1, 1, 1, 1, 1, 1, 2, 3});

        assertThat(split.train()).hasSize(8);
        assertThat(split.validation()).containsExactly(8);
        assertThat(split.test()).containsExactly(9);
        assertThat(split.validationFromMicros()).isEqualTo(2);
    }

    @Test
    void neverLosesARow() {
        long[] times = LongStream.range(0, 1001).map(i -> i * i % 37).toArray();

        TimeSplit split = TimeSplit.of(times);

        assertThat(split.train().length + split.validation().length + split.test().length)
                .isEqualTo(1001);
    }

    @Test
    void refusesTooFewTimes() {
        assertThatThrownBy(() -> TimeSplit.of(new long[] {1, 1, 2, 2}))
                .hasMessage("event timestamps: 2 different times in 4 rows"
                        + " (expected: enough to split into train, validation and test by time)");
    }
}
