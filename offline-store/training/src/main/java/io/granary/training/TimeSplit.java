package io.granary.training;

import io.granary.core.GranaryException;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.SetPart;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

    /**
     * The parts of a set that is split, else parts of the usual sizes.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when the set's parts are none in time
     */
    static TimeSplit of(TrainingSet set, long[] timeMicros) {
        List<Instant> cuts =
                set.parts().stream().map(SetPart::from).filter(Objects::nonNull).toList();
        if (set.parts().isEmpty()) {
            return of(timeMicros);
        }
        if (cuts.size() != 2) {
            throw GranaryException.invalid(
                    "training set parts",
                    set.parts().stream().map(SetPart::name).toList(),
                    "train, validation and test split by time, or none: a baseline is judged on what came later");
        }
        TimeSplit split = at(timeMicros, EpochMicros.of(cuts.get(0)), EpochMicros.of(cuts.get(1)));
        if (split.train.length == 0 || split.validation.length == 0 || split.test.length == 0) {
            throw GranaryException.invalid(
                    "training set parts", timeMicros.length + " rows with a label", "some in each part");
        }
        return split;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when there are too few different times for three parts */
    static TimeSplit of(long[] timeMicros) {
        long[] sorted = timeMicros.clone();
        Arrays.sort(sorted);
        int validationStart = cut(sorted, Math.max(1, (int) (sorted.length * TRAIN_SHARE)));
        int testStart = cut(sorted, Math.max(validationStart + 1, (int) (sorted.length * TRAIN_AND_VALIDATION_SHARE)));
        return at(timeMicros, sorted[validationStart], sorted[testStart]);
    }

    private static TimeSplit at(long[] timeMicros, long validationFrom, long testFrom) {
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
