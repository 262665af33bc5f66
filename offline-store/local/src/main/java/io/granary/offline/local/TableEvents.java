package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.AcceptedEvents;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The events that a window view makes of rows of its source's table, as DuckDB shows them. */
final class TableEvents {

    private final SourceCells cells;
    private final ViewEvents events;
    private final AcceptedEvents accepted;
    private final Failures failures;

    private TableEvents(SourceCells cells, ViewEvents events, AcceptedEvents accepted, Failures failures) {
        this.cells = cells;
        this.events = events;
        this.accepted = accepted;
        this.failures = failures;
    }

    static TableEvents of(TrainingSetRequest request, FeatureView view, TypedSource table, Failures failures) {
        SourceAtRest source = table.atRest();
        ViewEvents events = ViewEvents.compile(request.revision(), view, table.known());
        RowTime time = RowTime.of(source, source.knowledge(request.knowledge()));
        return new TableEvents(
                SourceCells.of(table), events, new AcceptedEvents(events, time, source.acceptance()), failures);
    }

    SourceCells cells() {
        return cells;
    }

    /**
     * Reads a row.
     *
     * @param first position of the first of the columns, from 1
     * @param createdMicros of the row, else its arrival
     * @param into gets its event, if the view takes it
     */
    void read(ResultSet row, int first, long createdMicros, EventsOfMoment into) throws SQLException {
        TypedRow typed = cells.read(row, first, createdMicros);
        try {
            if (accepted.read(typed)) {
                events.keys(typed);
                into.add(accepted.content(), accepted.knownMicros(), accepted.isNamed());
            }
        } catch (GranaryException e) {
            failures.add(FailedRow.text(typed.source(), typed.values(), e));
        }
    }
}
