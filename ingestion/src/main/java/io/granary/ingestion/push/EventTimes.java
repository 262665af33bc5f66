package io.granary.ingestion.push;

import io.granary.core.view.EventTimeRange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What holds for the event timestamps of pushed rows, as it does for those of a stream. */
final class EventTimes {

    private EventTimes() {}

    /**
     * Adds an error for each event timestamp that is null, out of range, or too far in the future.
     *
     * @param column null: rows of a table that has none
     */
    static void check(TypedRows rows, @Nullable String column, Instant now, Duration maxFutureSkew, RowErrors errors) {
        Instant latest = now.plus(maxFutureSkew);
        for (int i = 0; column != null && i < rows.size(); i++) {
            String violation = violation(rows.value(column, i), latest, maxFutureSkew);
            if (violation != null) {
                errors.add("df." + column + "[" + i + "]", violation);
            }
        }
    }

    private static @Nullable String violation(@Nullable Object value, Instant latest, Duration maxFutureSkew) {
        if (!(value instanceof Instant moment) || !EventTimeRange.contains(moment)) {
            return value + " (expected: " + EventTimeRange.TEXT + ")";
        }
        return moment.isAfter(latest) ? moment + " (expected: at most " + maxFutureSkew + " after the arrival)" : null;
    }
}
