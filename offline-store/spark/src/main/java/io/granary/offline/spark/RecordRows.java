package io.granary.offline.spark;

import static java.util.Objects.requireNonNull;

import io.granary.archive.ArchivedRecord;
import io.granary.core.definition.StreamSource;
import io.granary.offline.engine.archive.ArchivedEvent;
import io.granary.offline.engine.archive.ArchivedEvents;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Turns archived records of a source into rows for the sweep. A record that is no event of the source, or that a view
 * cannot use, is left out, as it is a dead letter to the stream; so is a copy of a record for other views.
 */
final class RecordRows implements RecordFunction {

    private static final long serialVersionUID = 1;

    private final SweepTask task;
    private final String source;
    private transient @Nullable Computation computation;

    RecordRows(SweepTask task, String source) {
        this.task = task;
        this.source = source;
    }

    @Override
    public Iterator<Row> call(ArchivedRecord archived) {
        if (computation == null) {
            computation = Computation.of(task, source);
        }
        return computation.compute(archived);
    }

    private record Computation(ArchivedEvents events, SourceInputs inputs) {

        static Computation of(SweepTask task, String source) {
            SourceAtRest atRest =
                    SourceAtRest.of(task.revision(), task.viewsOf(source).get(0));
            StreamSource stream = requireNonNull(atRest.stream(), "stream");
            return new Computation(
                    new ArchivedEvents(stream, requireNonNull(task.archive(), "archive")),
                    SourceInputs.ofRecords(task, atRest, stream.schema()));
        }

        Iterator<Row> compute(ArchivedRecord archived) {
            ArchivedEvent event = events.read(archived);
            return event == null ? Collections.emptyIterator() : inputs.compute(event, failure -> {});
        }
    }
}
