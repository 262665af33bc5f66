package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * From where on a materialization takes the rows of a view.
 *
 * @param moment with {@link Clock#EVENT} the first moment taken, with {@link Clock#CREATED} the last one that is not
 */
public record Since(Clock clock, Instant moment) {

    /** Which timestamp of a row is looked at. */
    public enum Clock {
        /** When the row became true. A row that arrives later than others with greater ones is missed. */
        EVENT,
        /** When the row was written: misses nothing. A row that does not say is taken. */
        CREATED
    }

    public Since {
        requireNonNull(clock, "clock");
        requireNonNull(moment, "moment");
    }
}
