package io.granary.http;

import io.granary.core.GranaryException;
import java.time.Duration;

/**
 * How much a service takes on at a time; more is answered with 503 at once, before its body is read. Each event loop has
 * an equal share.
 *
 * @param maxConcurrentRequests that have arrived and whose answers have not been sent
 * @param maxUnsentBytes of answers that callers are slow to take
 * @param maxLoopDelay how long an event may wait for its event loop before fewer requests are taken at a time
 */
public record AdmissionConfig(int maxConcurrentRequests, long maxUnsentBytes, Duration maxLoopDelay) {

    /** What a service grants unless told. */
    public static final AdmissionConfig DEFAULT = new AdmissionConfig(2_000, 256L << 20, Duration.ofMillis(50));

    public AdmissionConfig {
        requirePositive("max-concurrent-requests", maxConcurrentRequests, maxConcurrentRequests);
        requirePositive("max-unsent-size", maxUnsentBytes, maxUnsentBytes);
        requirePositive("max-event-loop-delay", maxLoopDelay, maxLoopDelay.toNanos());
    }

    public AdmissionConfig withMaxConcurrentRequests(int requests) {
        return new AdmissionConfig(requests, maxUnsentBytes, maxLoopDelay);
    }

    public AdmissionConfig withMaxUnsentBytes(long bytes) {
        return new AdmissionConfig(maxConcurrentRequests, bytes, maxLoopDelay);
    }

    public AdmissionConfig withMaxLoopDelay(Duration delay) {
        return new AdmissionConfig(maxConcurrentRequests, maxUnsentBytes, delay);
    }

    /** The share of one of several event loops. */
    public AdmissionConfig share(int eventLoops) {
        return new AdmissionConfig(
                (maxConcurrentRequests + eventLoops - 1) / eventLoops,
                Math.max(1, maxUnsentBytes / eventLoops),
                maxLoopDelay);
    }

    private static void requirePositive(String name, Object value, long number) {
        if (number <= 0) {
            throw GranaryException.invalid(name, value, "> 0");
        }
    }
}
