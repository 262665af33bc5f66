package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.core.window.Acceptance;
import io.granary.core.window.ByteSink;
import io.granary.core.window.EventIds;
import io.granary.core.window.EventValues;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.plan.RowTime;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Events of a window view that are accepted. */
final class SweepEvents implements SweepInput {

    private final int view;
    private final ViewEvents events;
    private final RowTime time;
    private final @Nullable Acceptance acceptance;
    private final ByteSink sink = new ByteSink();

    /** @param acceptance of the view's stream; null for a table, all of whose rows count */
    SweepEvents(int view, ViewEvents events, RowTime time, @Nullable Acceptance acceptance) {
        this.view = view;
        this.events = events;
        this.time = time;
        this.acceptance = acceptance;
    }

    @Override
    public @Nullable Row compute(SourceRow row) {
        if (!events.read(row)) {
            return null;
        }
        EventValues event = events.event();
        long micros = event.eventMicros();
        long arrival = row.arrivalMicros(time, micros);
        if (acceptance != null && !acceptance.accepts(micros, arrival)) {
            return null;
        }
        long known = time.knownMicros(micros, arrival, row.createdMicros());
        if (events.hasEventId() || row.record() != null) {
            return SweepRow.event(view, events.key(row), micros, content(row, event), known);
        }
        return SweepRow.namelessEvent(view, events.key(row), micros, content(row, event), known);
    }

    private byte[] content(SourceRow row, EventValues event) {
        ArchivedRecord archived = row.record();
        if (!events.hasEventId() && archived != null) {
            byte[] id = EventIds.ofRecord(archived.partition(), archived.offset());
            event.id(id, 0, id.length);
        }
        sink.clear();
        event.write(sink, event.eventMicros());
        return sink.toByteArray();
    }
}
