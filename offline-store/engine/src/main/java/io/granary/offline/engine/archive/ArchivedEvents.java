package io.granary.offline.engine.archive;

import static java.util.Objects.requireNonNull;

import io.granary.archive.ArchivedRecord;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.EpochMicros;
import io.granary.formats.Event;
import io.granary.formats.EventReader;
import io.granary.formats.UnusableRecordException;
import io.granary.formats.schema.WriterSchemas;
import io.granary.offline.engine.EventArchive;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes of archived records the events that a stream brought after its history. Who uses an event for a view leaves it out when
 * the view cannot be computed, as it is a dead letter to the stream. Not safe for threads.
 */
public final class ArchivedEvents {

    private final StreamSource stream;
    private final EventReader reader;

    /** @throws GranaryException (FAILED_PRECONDITION) when the stream's schema file cannot be used */
    public ArchivedEvents(StreamSource stream, EventArchive archive) {
        this.stream = stream;
        reader = new EventReader(stream, WriterSchemas.of(archive.schemaRegistry()));
    }

    /**
     * The event of a record; null when it is a dead letter to the stream, or from before the end of the stream's history,
     * which comes from its table only.
     *
     * @throws GranaryException (UNAVAILABLE) when the schema of the record cannot be had now
     */
    public @Nullable ArchivedEvent read(ArchivedRecord archived) {
        // As the stream has it: a record without timestamp came at the epoch.
        long arrivalMillis = Math.max(0, archived.arrivalMillis());
        try {
            Event event = reader.read(archived::lastHeader, archived.value(), arrivalMillis);
            Instant moment = requireNonNull((Instant) event.value(stream.eventTimestamp()));
            return isHistory(moment) ? null : event(archived, event, moment, arrivalMillis);
        } catch (UnusableRecordException e) {
            return null;
        }
    }

    private boolean isHistory(Instant moment) {
        StreamSource.History history = stream.history();
        return history != null && moment.isBefore(history.until());
    }

    private ArchivedEvent event(ArchivedRecord archived, Event event, Instant moment, long arrivalMillis) {
        return new ArchivedEvent(
                archived,
                event,
                EpochMicros.of(moment),
                TimeUnit.MILLISECONDS.toMicros(arrivalMillis),
                createdMicros(event));
    }

    private @Nullable Long createdMicros(Event event) {
        String column = stream.createdTimestamp();
        return column != null && event.value(column) instanceof Instant created ? EpochMicros.of(created) : null;
    }
}
