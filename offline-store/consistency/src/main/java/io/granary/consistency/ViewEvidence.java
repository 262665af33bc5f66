package io.granary.consistency;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.key.EntityKey;
import io.granary.core.type.Column;
import io.granary.core.view.FeatureRow;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.AcceptedEvents;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the rows of a source give a view for some entity keys, as a training set counts them. Not safe for threads. */
final class ViewEvidence {

    private final Map<EntityKey, List<EvidenceRow>> wanted;
    private final RowTime time;
    private final @Nullable ViewRows rows;
    private final @Nullable Events events;

    private ViewEvidence(
            Map<EntityKey, List<EvidenceRow>> wanted, RowTime time, @Nullable ViewRows rows, @Nullable Events events) {
        this.wanted = wanted;
        this.time = time;
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
            Map<EntityKey, List<EvidenceRow>> wanted) {
        SourceAtRest atRest = SourceAtRest.of(request.revision(), view);
        RowTime time = RowTime.of(atRest, atRest.knowledge(request.knowledge()));
        if (!view.isWindowed()) {
            return new ViewEvidence(wanted, time, new ViewRows(request.revision(), view, columns), null);
        }
        ViewEvents events = ViewEvents.compile(request.revision(), view, columns);
        AcceptedEvents accepted = new AcceptedEvents(events, time, atRest.acceptance());
        return new ViewEvidence(wanted, time, null, new Events(events, accepted));
    }

    /** Looks at a row; what the view cannot compute is not counted by it. */
    void add(SourceRow row, String place) {
        try {
            if (rows != null) {
                addRow(rows, row, place);
            } else if (events != null) {
                addEvent(events, row, place);
            }
        } catch (GranaryException e) {
            // A dead letter to the stream; of a table, the training set would have failed.
            return;
        }
    }

    private void addRow(ViewRows view, SourceRow row, String place) {
        FeatureRow computed = view.compute(row);
        List<EvidenceRow> found = computed == null ? null : wanted.get(view.key(computed));
        if (computed == null || found == null) {
            return;
        }
        long micros = computed.eventMicros();
        Long created = row.createdMicros();
        long arrival = row.arrivalMicros(time, micros);
        byte[] stored = view.stored(computed, created == null ? arrival : created);
        found.add(new EvidenceRow(micros, arrival, time.knownMicros(micros, arrival, created), stored, true, place));
    }

    private void addEvent(Events view, SourceRow row, String place) {
        AcceptedEvents accepted = view.accepted();
        if (!accepted.read(row)) {
            return;
        }
        List<EvidenceRow> found = wanted.get(EntityKey.ofBytes(view.events().key(row)));
        if (found != null) {
            long micros = accepted.eventMicros();
            found.add(new EvidenceRow(
                    micros,
                    row.arrivalMicros(time, micros),
                    accepted.knownMicros(),
                    accepted.content(),
                    accepted.isNamed(),
                    place));
        }
    }

    /** Of a view of windows. */
    private record Events(ViewEvents events, AcceptedEvents accepted) {}
}
