package io.granary.offline.engine.compute;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.expression.Variables;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.Column;
import io.granary.core.view.WindowEvents;
import io.granary.core.window.EventValues;
import java.util.List;

/** A window view, compiled to turn source rows into keys and events. Not safe for threads. */
public final class ViewEvents {

    private final WindowEvents events;
    private final EntityKeyCodec keys;
    private final EventValues event;

    private ViewEvents(WindowEvents events, EntityKeyCodec keys, EventValues event) {
        this.events = events;
        this.keys = keys;
        this.event = event;
    }

    /** @throws io.granary.core.GranaryException naming what does not compile or resolve */
    public static ViewEvents compile(Revision revision, FeatureView view, List<Column> columns) {
        List<JoinKey> joinKeys = revision.definitions().joinKeys(view);
        ViewWindows windows = ViewWindows.of(revision, view);
        return new ViewEvents(
                WindowEvents.compile(revision, view, windows.layout(), columns),
                EntityKeyCodec.of(revision.project(), joinKeys),
                windows.layout().newEvent());
    }

    /** The source columns that the view reads. */
    public List<Column> columns() {
        return events.columns();
    }

    /** Whether rows tell their id. */
    public boolean hasEventId() {
        return events.hasEventId();
    }

    /** Turns to a row; false when the view does not select it. */
    public boolean read(Variables row) {
        return events.read(row, event);
    }

    /** The event of the row; without an id when rows do not tell theirs. */
    public EventValues event() {
        return event;
    }

    /** The values of the join keys of a row, in the order of the definition; none is null. */
    public Object[] keys(Variables row) {
        return events.keys(row);
    }

    /** The entity key of a row. */
    public byte[] key(Variables row) {
        return keys.encode(keys(row)).bytes();
    }
}
