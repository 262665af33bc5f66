package io.granary.offline.spark;

import static java.util.Objects.requireNonNull;

import io.granary.archive.ArchivedRecord;
import io.granary.core.definition.StreamSource;
import io.granary.formats.Event;
import io.granary.formats.EventReader;
import io.granary.formats.ReplayedRecords;
import io.granary.formats.UnusableRecordException;
import io.granary.formats.schema.SchemaRegistry;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.formats.schema.WriterSchemas;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.plan.SourceAtRest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
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

    private record Computation(StreamSource stream, EventReader reader, SourceInputs inputs) {

        static Computation of(SweepTask task, String source, ReplayedRecords replayed) {
            SourceAtRest atRest =
                    SourceAtRest.of(task.revision(), task.viewsOf(source).get(0));
            StreamSource stream = requireNonNull(atRest.stream(), "stream");
            return new Computation(
                    stream,
                    new EventReader(stream, schemas(requireNonNull(task.archive(), "archive"))),
                    SourceInputs.ofRecords(task, atRest, stream.schema(), replayed));
        }

        private static WriterSchemas schemas(EventArchive archive) {
            SchemaRegistryConfig registry = archive.schemaRegistry();
            return registry == null ? WriterSchemas.NONE : new SchemaRegistry(registry, new SimpleMeterRegistry());
        }

        Iterator<Row> compute(ArchivedRecord archived) {
            // As the stream has it: a record without timestamp came at the epoch.
            long arrivalMillis = Math.max(0, archived.arrivalMillis());
            try {
                Event event = reader.read(archived::lastHeader, archived.value(), arrivalMillis);
                return isHistory(event)
                        ? Collections.emptyIterator()
                        : inputs.compute(
                                new RecordRow(archived, event, arrivalMillis, createdMicros(event)), failure -> {});
            } catch (UnusableRecordException e) {
                return Collections.emptyIterator();
            }
        }

        /** What is before the end of a stream's history comes from its table only. */
        private boolean isHistory(Event event) {
            StreamSource.History history = stream.history();
            return history != null
                    && event.value(stream.eventTimestamp()) instanceof Instant moment
                    && moment.isBefore(history.until());
        }

        private @Nullable Long createdMicros(Event event) {
            String column = stream.createdTimestamp();
            return column != null && event.value(column) instanceof Instant created
                    ? SparkValues.micros(created)
                    : null;
        }
    }
}
