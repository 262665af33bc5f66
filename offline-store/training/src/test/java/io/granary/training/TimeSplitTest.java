package io.granary.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.offline.engine.SetPart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
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
    void takesThePartsOfTheSet() {
        TimeSplit split = TimeSplit.of(set(4, 9), new long[] {3, 4, 8, 9, 10});

        assertThat(split.train()).containsExactly(0);
        assertThat(split.validation()).containsExactly(1, 2);
        assertThat(split.test()).containsExactly(3, 4);
    }

    @Test
    void refusesPartsThatDoNotFollowEachOther() {
        assertThatThrownBy(() -> TimeSplit.of(set(null, null), new long[] {1, 2, 3}))
                .hasMessage("training set parts: [train, validation, test] (expected: train, validation and test split"
                        + " by time, or none: a baseline is judged on what came later)");
        assertThatThrownBy(() -> TimeSplit.of(set(2, 9), new long[] {1, 2, 3}))
                .hasMessage("training set parts: 3 rows with a label (expected: some in each part)");
    }

    private static TrainingSet set(@Nullable Integer validationFrom, @Nullable Integer testFrom) {
        List<SetPart> parts = List.of(
                new SetPart("train", 1, null, List.of()),
                new SetPart("validation", 1, instant(validationFrom), List.of()),
                new SetPart("test", 1, instant(testFrom), List.of()));
        return new TrainingSet(List.of(Path.of("rows.parquet")), "at", List.of("x"), parts, 1, "sum");
    }

    private static @Nullable Instant instant(@Nullable Integer micros) {
        return micros == null ? null : Instant.EPOCH.plusNanos(micros * 1_000L);
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
