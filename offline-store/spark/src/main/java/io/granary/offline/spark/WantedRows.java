package io.granary.offline.spark;

import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.Since;
import org.jspecify.annotations.Nullable;

/** Which rows of a view a materialization takes; bounds are inclusive, in epoch microseconds. */
record WantedRows(long fromEvent, long untilEvent, long fromCreated, long untilCreated) {

    static WantedRows of(MaterializationRequest request, String view) {
        long until = SparkValues.micros(request.until());
        if (!(request.since().get(view) instanceof Since.Moment since)) {
            return new WantedRows(Long.MIN_VALUE, until, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        long from = SparkValues.micros(since.moment());
        return since.clock() == Since.Clock.EVENT
                ? new WantedRows(from, until, Long.MIN_VALUE, Long.MAX_VALUE)
                : new WantedRows(Long.MIN_VALUE, until, from + 1, SparkValues.micros(request.runStart()));
    }

    /** @param created null: the row does not say, and is taken */
    boolean has(long event, @Nullable Long created) {
        return event <= untilEvent && hasBut(event, created);
    }

    /** Whether a row would be taken if it were not later than the end. */
    boolean isLater(long event, @Nullable Long created) {
        return event > untilEvent && hasBut(event, created);
    }

    private boolean hasBut(long event, @Nullable Long created) {
        return event >= fromEvent && (created == null || (created >= fromCreated && created <= untilCreated));
    }
}
