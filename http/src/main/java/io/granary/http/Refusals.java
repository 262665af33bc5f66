package io.granary.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what a service turned away before or instead of its handlers.
 *
 * @param connectionLimit connections beyond the limit
 * @param malformed requests whose line or headers cannot be read
 * @param slowRequest requests that had not wholly arrived in time
 * @param slowAnswer requests that had arrived but were not answered in time
 * @param slowReader answers that the caller had not taken in time
 * @param overload requests beyond what an event loop takes at a time
 * @param unsentAnswers requests that came while too many answers waited for slow readers
 */
public record Refusals(
        Counter connectionLimit,
        Counter malformed,
        Counter slowRequest,
        Counter slowAnswer,
        Counter slowReader,
        Counter overload,
        Counter unsentAnswers) {

    public static Refusals of(MeterRegistry meters) {
        return new Refusals(
                counter(meters, "connection-limit"),
                counter(meters, "malformed"),
                counter(meters, "slow-request"),
                counter(meters, "slow-answer"),
                counter(meters, "slow-reader"),
                counter(meters, "overload"),
                counter(meters, "unsent-answers"));
    }

    private static Counter counter(MeterRegistry meters, String reason) {
        return meters.counter("granary.http.refused", "reason", reason);
    }
}
