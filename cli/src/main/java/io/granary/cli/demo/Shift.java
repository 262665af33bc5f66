package io.granary.cli.demo;

import java.time.Duration;
import java.time.Instant;

/** Moves the flights of January 2001 by whole weeks, so that hour and weekday of every flight stay true. */
record Shift(long weeks) {

    static final Instant SECOND_WEEK = Instant.parse("2001-01-08T00:00:00Z");

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant LAST_ARRIVAL = Instant.parse("2001-01-15T06:50:00Z");

    /** The moment falls inside the second week: one week and a part are past, the rest is still to come. */
    static Shift secondWeekAround(Instant now) {
        return new Shift(wholeWeeks(SECOND_WEEK, now));
    }

    /** Every flight has arrived before the moment, the last one less than a week ago. */
    static Shift endBefore(Instant now) {
        return new Shift(wholeWeeks(LAST_ARRIVAL, now));
    }

    Instant apply(Instant moment) {
        return moment.plus(WEEK.multipliedBy(weeks));
    }

    /** Where the stream begins: events before this moment are the stream's history. */
    Instant streamStart() {
        return apply(SECOND_WEEK);
    }

    /** When the last flight has arrived. */
    Instant end() {
        return apply(LAST_ARRIVAL);
    }

    private static long wholeWeeks(Instant from, Instant to) {
        return Math.floorDiv(Duration.between(from, to).toSeconds(), WEEK.toSeconds());
    }
}
