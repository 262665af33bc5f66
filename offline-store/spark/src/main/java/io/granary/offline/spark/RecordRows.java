package io.granary.offline.spark;

import static java.util.Objects.requireNonNull;

import io.granary.archive.ArchivedRecord;
import io.granary.core.definition.StreamSource;
import io.granary.formats.ReplayedRecords;
import io.granary.offline.engine.archive.ArchivedEvent;
import io.granary.offline.engine.archive.ArchivedEvents;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Turns archived records of a source into rows for the sweep. A record that is no event of the source, or that a view
 * cannot use, is left out, as it is a dead letter to the stream.
 */
final class RecordRows implements RecordFunction {

    private static final long serialVersionUID = 1;

    private final SweepTask task;
    private final String source;
    private final HashMap<String, HashSet<String>> replayed = new HashMap<>();
    private transient @Nullable Computation computation;

    /** @param replayed of the topic, whichever of its records are read */
    RecordRows(SweepTask task, String source, ReplayedRecords replayed) {
        this.task = task;
        this.source = source;
        replayed.texts().forEach((view, places) -> this.replayed.put(view, new HashSet<>(places)));
    }

    @Override
    public Iterator<Row> call(ArchivedRecord archived) {
        if (computation == null) {
            computation = Computation.of(task, source, ReplayedRecords.ofTexts(replayed));
        }
        return computation.compute(archived);
    }

    private record Computation(ArchivedEvents events, SourceInputs inputs) {

        static Computation of(SweepTask task, String source, ReplayedRecords replayed) {
            SourceAtRest atRest =
                    SourceAtRest.of(task.revision(), task.viewsOf(source).get(0));
            StreamSource stream = requireNonNull(atRest.stream(), "stream");
            return new Computation(
                    new ArchivedEvents(stream, requireNonNull(task.archive(), "archive")),
                    SourceInputs.ofRecords(task, atRest, stream.schema(), replayed));
        }

        Iterator<Row> compute(ArchivedRecord archived) {
            ArchivedEvent event = events.read(archived);
            return event == null ? Collections.emptyIterator() : inputs.compute(event, failure -> {});
        }
    }
}
