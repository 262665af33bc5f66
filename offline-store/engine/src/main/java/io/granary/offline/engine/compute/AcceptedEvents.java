package io.granary.offline.engine.compute;

import io.granary.archive.ArchivedRecord;
import io.granary.core.GranaryException;
import io.granary.core.window.Acceptance;
import io.granary.core.window.ByteSink;
import io.granary.core.window.EventIds;
import io.granary.core.window.EventValues;
import io.granary.offline.engine.plan.RowTime;
import org.jspecify.annotations.Nullable;

/** The events that a window view makes of rows of its source and accepts, one after the other. Not safe for threads. */
public final class AcceptedEvents {

    private final ViewEvents events;
    private final RowTime time;
    private final @Nullable Acceptance acceptance;
    private final ByteSink sink = new ByteSink();
    private long knownMicros;
    private boolean isNamed;

    /** @param acceptance of the view's stream; null for a table, all of whose rows count */
    public AcceptedEvents(ViewEvents events, RowTime time, @Nullable Acceptance acceptance) {
        this.events = events;
        this.time = time;
        this.acceptance = acceptance;
    }

    /**
     * Turns to a row; false when the view does not select it, or its event came too late or too early.
     *
     * @throws GranaryException when the view cannot be computed
     */
    public boolean read(SourceRow row) {
        if (!events.read(row)) {
            return false;
        }
        EventValues event = events.event();
        long micros = event.eventMicros();
        long arrival = row.arrivalMicros(time, micros);
        if (acceptance != null && !acceptance.accepts(micros, arrival)) {
            return false;
        }
        knownMicros = time.knownMicros(micros, arrival, row.createdMicros());
        isNamed = events.hasEventId() || row.record() != null;
        write(event, row.record());
        return true;
    }

    /** An event without id of its own has that of its record. */
    private void write(EventValues event, @Nullable ArchivedRecord archived) {
        if (!events.hasEventId() && archived != null) {
            byte[] id = EventIds.ofRecord(archived.partition(), archived.offset());
            event.id(id, 0, id.length);
        }
        sink.clear();
        event.write(sink, event.eventMicros());
    }

    /** Of the event, in epoch microseconds. */
    public long eventMicros() {
        return events.event().eventMicros();
    }

    /** The first moment, in epoch microseconds, at which entity rows may know of the event. */
    public long knownMicros() {
        return knownMicros;
    }

    /** Whether the event has an id, so that others may be copies of it. */
    public boolean isNamed() {
        return isNamed;
    }

    /** Id and inputs of the event, as {@link EventValues#write} writes them. */
    public byte[] content() {
        return sink.toByteArray();
    }
}
