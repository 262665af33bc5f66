package io.granary.core.window;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether an event enters windows, by its timestamp and arrival alone, so that a replay accepts the same events.
 *
 * @param allowedLatenessMicros how much later than its timestamp an event may arrive, inclusive
 * @param maxFutureSkewMicros how far a timestamp may lie beyond the arrival, inclusive
 */
public record Acceptance(long allowedLatenessMicros, long maxFutureSkewMicros) {

    public static Acceptance of(Duration allowedLateness, Duration maxFutureSkew) {
        return new Acceptance(micros(allowedLateness), micros(maxFutureSkew));
    }

    public boolean accepts(long eventMicros, long arrivalMicros) {
        return !isLate(eventMicros, arrivalMicros) && !isFuture(eventMicros, arrivalMicros);
    }

    /** Whether the event arrived later than it may. */
    public boolean isLate(long eventMicros, long arrivalMicros) {
        return arrivalMicros > eventMicros
                && Long.compareUnsigned(arrivalMicros - eventMicros, allowedLatenessMicros) > 0;
    }

    /** Whether the event lies further beyond its arrival than it may. */
    public boolean isFuture(long eventMicros, long arrivalMicros) {
        return eventMicros > arrivalMicros
                && Long.compareUnsigned(eventMicros - arrivalMicros, maxFutureSkewMicros) > 0;
    }

    private static long micros(Duration duration) {
        return Math.addExact(
                TimeUnit.SECONDS.toMicros(duration.toSeconds()), TimeUnit.NANOSECONDS.toMicros(duration.toNanosPart()));
    }
}
