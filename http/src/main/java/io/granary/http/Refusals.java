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
 */
public record Refusals(Counter connectionLimit, Counter malformed, Counter slowRequest, Counter slowAnswer) {

    public static Refusals of(MeterRegistry meters) {
        return new Refusals(
                counter(meters, "connection-limit"),
                counter(meters, "malformed"),
                counter(meters, "slow-request"),
                counter(meters, "slow-answer"));
    }

    private static Counter counter(MeterRegistry meters, String reason) {
        return meters.counter("granary.http.refused", "reason", reason);
    }
}
