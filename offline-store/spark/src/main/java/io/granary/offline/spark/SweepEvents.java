package io.granary.offline.spark;

import io.granary.core.window.Acceptance;
import io.granary.offline.engine.compute.AcceptedEvents;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.plan.RowTime;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Events of a window view that are accepted. */
final class SweepEvents implements SweepInput {

    private final int view;
    private final ViewEvents events;
    private final AcceptedEvents accepted;

    /** @param acceptance of the view's stream; null for a table, all of whose rows count */
    SweepEvents(int view, ViewEvents events, RowTime time, @Nullable Acceptance acceptance) {
        this.view = view;
        this.events = events;
        accepted = new AcceptedEvents(events, time, acceptance);
    }

    @Override
    public @Nullable Row compute(SourceRow row) {
        if (!accepted.read(row)) {
            return null;
        }
        byte[] key = events.key(row);
        long micros = accepted.eventMicros();
        return accepted.isNamed()
                ? SweepRow.event(view, key, micros, accepted.content(), accepted.knownMicros())
                : SweepRow.namelessEvent(view, key, micros, accepted.content(), accepted.knownMicros());
    }
}
