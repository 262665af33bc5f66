package io.granary.ingestion;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows at rest a materialization takes.
 *
 * @param lookback how far before the end of the last run is looked again; null: every row is taken
 * @param from the first event timestamp taken; null: from the first row, or where {@code lookback} says
 * @param until the last one; null: now
 */
public record MaterializationRange(
        @Nullable Duration lookback,
        @Nullable Instant from,
        @Nullable Instant until) {

    /** How long before the last run is looked again unless somebody says. */
    public static final Duration LOOKBACK = Duration.ofDays(1);

    /** Every row up to now. */
    public static final MaterializationRange WHOLE = new MaterializationRange(null, null, null);

    /** By event timestamps, both ends included. */
    public static MaterializationRange between(Instant from, Instant until) {
        return new MaterializationRange(null, from, until);
    }

    /** What came since the last run, with event timestamps up to an end. */
    public static MaterializationRange sinceLast(Instant until) {
        return new MaterializationRange(LOOKBACK, null, until);
    }
}
