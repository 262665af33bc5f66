package io.granary.consistency;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.time.Duration;

/**
 * How long the online store may be behind a source.
 *
 * @param propagation how long a row may be on its way, and clocks may be apart
 * @param late how long rows may not have been applied; after that they are taken for lost
 */
public record Bounds(Duration propagation, Duration late) {

    /** A stream's: five seconds, and an hour. */
    public static final Bounds DEFAULT = new Bounds(Duration.ofSeconds(5), Duration.ofHours(1));

    public Bounds {
        requireNonNull(propagation, "propagation");
        requireNonNull(late, "late");
        if (propagation.isNegative()) {
            throw GranaryException.invalid("propagation", propagation, ">= 0");
        }
        if (late.compareTo(propagation) < 0) {
            throw GranaryException.invalid("late", late, "at least the propagation of " + propagation);
        }
    }
}
