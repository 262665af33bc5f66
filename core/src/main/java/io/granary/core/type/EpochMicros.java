package io.granary.core.type;

import io.granary.core.GranaryException;
import java.time.Instant;
import java.time.temporal.ChronoField;

/** Moments as microseconds since 1970-01-01T00:00:00Z, which is how TIMESTAMP values are stored and compared. */
public final class EpochMicros {

    private static final long PER_SECOND = 1_000_000;
    private static final int NANOS = 1_000;

    private EpochMicros() {}

    /**
     * Microseconds of a moment.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when it has nanoseconds below a microsecond, or does not fit 64 bits
     */
    public static long of(Instant moment) {
        if (!fits(moment)) {
            throw GranaryException.invalid("timestamp", moment, "whole microseconds in 64 bits");
        }
        return micros(moment);
    }

    /** The moment that many microseconds after (if negative: before) the epoch. */
    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
    }

    /** Whether {@link #of} accepts the moment. */
    public static boolean fits(Instant moment) {
        return toInstant(micros(moment)).equals(moment);
    }

    /** Of a moment that does not fit, another moment's: nanoseconds are cut off, and sums wrap around. */
    private static long micros(Instant moment) {
        return moment.getEpochSecond() * PER_SECOND + moment.getLong(ChronoField.MICRO_OF_SECOND);
    }
}
