package io.granary.core.view;

import java.time.Instant;

/** The event timestamps that rows may have: years that four digits write. */
public final class EventTimeRange {

    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** The range as an error says it. */
    public static final String TEXT = "from " + MIN + " to " + MAX;

    private EventTimeRange() {}

    public static boolean contains(Instant moment) {
        return !moment.isBefore(MIN) && !moment.isAfter(MAX);
    }
}
