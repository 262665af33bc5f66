package io.granary.training;

import java.time.Instant;

/**
 * How rows were split by time.
 *
 * @param trainRows before {@code validationFrom}
 * @param validationRows from there and before {@code testFrom}
 * @param testRows from there on
 */
public record Split(int trainRows, int validationRows, int testRows, Instant validationFrom, Instant testFrom) {

    static Split of(TimeSplit split) {
        return new Split(
                split.train().length,
                split.validation().length,
                split.test().length,
                instant(split.validationFromMicros()),
                instant(split.testFromMicros()));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH
                .plusSeconds(Math.floorDiv(micros, 1_000_000L))
                .plusNanos(Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
