package io.granary.offline.engine;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureSelection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a view says of each entity row some time later: of the rows with event timestamps after its moment T and up to T +
 * horizon, the newest as it is known at T + horizon. Columns are named {@code label__feature}; {@code label__status} says
 * whether there was such a row, or that it is not known yet.
 *
 * @param selection features of a view of rows, not windows
 * @param horizon at least two microseconds
 * @param until the moment up to which the view's source is known to be whole; null: that of its newest row, of a stream the end of
 *     its history, or of what is read of its archive
 */
public record LabelJoin(
        FeatureSelection selection,
        Duration horizon,
        @Nullable Instant until) {

    /** The role of a label's columns. */
    public static final String ROLE = "label";

    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final long MICRO = 1_000;

    public LabelJoin {
        boolean isWhole = horizon.truncatedTo(ChronoUnit.MICROS).equals(horizon);
        if (!isWhole || horizon.compareTo(Duration.ofNanos(2 * MICRO)) < 0 || horizon.compareTo(LONGEST) > 0) {
            throw GranaryException.invalid(
                    "horizon", horizon, "from 2 microseconds to a hundred years, in whole microseconds");
        }
    }

    /** Reads a view, {@code view}, or a feature of one, {@code view:feature}. */
    public static LabelJoin of(String reference, Duration horizon, @Nullable Instant until) {
        FeatureSelection asked = FeatureReference.parse(reference.contains(":") ? reference : reference + ":*");
        return new LabelJoin(
                new FeatureSelection(asked.view(), ROLE, asked.joinKeys(), asked.features()), horizon, until);
    }

    public long horizonMicros() {
        return horizon.toNanos() / MICRO;
    }

    /** The age, at T + horizon, of a row just after T. */
    public Duration oldest() {
        return horizon.minusNanos(MICRO);
    }
}
