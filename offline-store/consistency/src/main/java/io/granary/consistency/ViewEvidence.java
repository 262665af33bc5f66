package io.granary.consistency;

import io.granary.archive.ArchivedRecord;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.expression.Variables;
import io.granary.core.key.EntityKey;
import io.granary.core.type.Column;
import io.granary.core.view.FeatureRow;
import io.granary.core.window.Acceptance;
import io.granary.core.window.ByteSink;
import io.granary.core.window.EventIds;
import io.granary.core.window.EventValues;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the rows of a source give a view for some entity keys, as a training set counts them. Not safe for threads. */
final class ViewEvidence {

    private final Map<EntityKey, List<SourceRow>> wanted;
    private final RowTime time;
    private final @Nullable Acceptance acceptance;
    private final @Nullable ViewRows rows;
    private final @Nullable ViewEvents events;
    private final ByteSink sink = new ByteSink();

    private ViewEvidence(
            Map<EntityKey, List<SourceRow>> wanted,
            RowTime time,
            @Nullable Acceptance acceptance,
            @Nullable ViewRows rows,
            @Nullable ViewEvents events) {
        this.wanted = wanted;
        this.time = time;
        this.acceptance = acceptance;
        this.rows = rows;
        this.events = events;
    }

    /**
     * @param columns that the rows have
     * @param wanted gets the rows of its keys
     */
    static ViewEvidence of(
            TrainingSetRequest request,
            FeatureView view,
            List<Column> columns,
            Map<EntityKey, List<SourceRow>> wanted) {
        SourceAtRest atRest = SourceAtRest.of(request.revision(), view);
        return new ViewEvidence(
                wanted,
                RowTime.of(atRest, atRest.knowledge(request.knowledge())),
                atRest.acceptance(),
                view.isWindowed() ? null : new ViewRows(request.revision(), view, columns),
                view.isWindowed() ? ViewEvents.compile(request.revision(), view, columns) : null);
    }

    /**
     * Looks at a row; what the view cannot compute is not counted by it.
     *
     * @param arrivalMicros when it came
     * @param createdMicros as it declares, or null
     * @param archived what it was in its topic; null: it is of a table
     */
    void add(
            Variables row,
            long arrivalMicros,
            @Nullable Long createdMicros,
            @Nullable ArchivedRecord archived,
            String place) {
        try {
            if (rows != null) {
                addRow(rows, row, arrivalMicros, createdMicros, place);
            } else if (events != null) {
                addEvent(events, row, arrivalMicros, createdMicros, archived, place);
            }
        } catch (GranaryException e) {
            // A dead letter to the stream; of a table, the training set would have failed.
            return;
        }
    }

    private void addRow(ViewRows view, Variables row, long arrivalMicros, @Nullable Long createdMicros, String place) {
        FeatureRow computed = view.compute(row);
        List<SourceRow> found = computed == null ? null : wanted.get(view.key(computed));
        if (computed == null || found == null) {
            return;
        }
        byte[] stored = view.stored(computed, createdMicros == null ? arrivalMicros : createdMicros);
        long known = time.knownMicros(computed.eventMicros(), arrivalMicros, createdMicros);
        found.add(new SourceRow(computed.eventMicros(), arrivalMicros, known, stored, true, place));
    }

    private void addEvent(
            ViewEvents view,
            Variables row,
            long arrivalMicros,
            @Nullable Long createdMicros,
            @Nullable ArchivedRecord archived,
            String place) {
        if (!view.read(row)) {
            return;
        }
        EventValues event = view.event();
        long micros = event.eventMicros();
        List<SourceRow> found = wanted.get(EntityKey.ofBytes(view.key(row)));
        if (found == null || (acceptance != null && !acceptance.accepts(micros, arrivalMicros))) {
            return;
        }
        if (!view.hasEventId() && archived != null) {
            byte[] id = EventIds.ofRecord(archived.partition(), archived.offset());
            event.id(id, 0, id.length);
        }
        sink.clear();
        event.write(sink, micros);
        found.add(new SourceRow(
                micros,
                arrivalMicros,
                time.knownMicros(micros, arrivalMicros, createdMicros),
                sink.toByteArray(),
                view.hasEventId() || archived != null,
                place));
    }
}
