package io.granary.training;

import io.granary.core.GranaryException;
import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Rows split by time, so that a model is judged on what came after everything it saw. Rows of equal time are always in
 * the same part.
 *
 * @param train indexes of rows before {@code validationFromMicros}
 * @param validation indexes of rows from there and before {@code testFromMicros}
 * @param test indexes of the other rows
 */
record TimeSplit(int[] train, int[] validation, int[] test, long validationFromMicros, long testFromMicros) {

    private static final double TRAIN_SHARE = 0.70;
    private static final double TRAIN_AND_VALIDATION_SHARE = 0.85;

    /** @throws GranaryException (INVALID_ARGUMENT) when there are too few different times for three parts */
    static TimeSplit of(long[] timeMicros) {
        long[] sorted = timeMicros.clone();
        Arrays.sort(sorted);
        int validationStart = cut(sorted, Math.max(1, (int) (sorted.length * TRAIN_SHARE)));
        int testStart = cut(sorted, Math.max(validationStart + 1, (int) (sorted.length * TRAIN_AND_VALIDATION_SHARE)));
        long validationFrom = sorted[validationStart];
        long testFrom = sorted[testStart];
        return new TimeSplit(
                rows(timeMicros, time -> time < validationFrom),
                rows(timeMicros, time -> time >= validationFrom && time < testFrom),
                rows(timeMicros, time -> time >= testFrom),
                validationFrom,
                testFrom);
    }

    /** The first place from {@code start} on where the time changes. */
    private static int cut(long[] sorted, int start) {
        for (int i = start; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1]) {
                return i;
            }
        }
        throw GranaryException.invalid(
                "event timestamps",
                Arrays.stream(sorted).distinct().count() + " different times in " + sorted.length + " rows",
                "enough to split into train, validation and test by time");
    }

    private static int[] rows(long[] times, LongPredicate selects) {
        return IntStream.range(0, times.length)
                .filter(row -> selects.test(times[row]))
                .toArray();
    }
}
