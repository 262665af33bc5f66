package io.granary.ingestion;

import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.formats.Event;
import io.granary.formats.EventHeaders;
import io.granary.formats.EventReader;
import io.granary.formats.OfflineOnly;
import io.granary.formats.UnusableRecordException;
import io.granary.formats.schema.WriterSchemas;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Lets in the events of one source that something is computed from. Not safe for threads. */
final class EventGate {

    private final StreamSource source;
    private final Expected expected;
    private final EventReader reader;

    EventGate(StreamSource source, WriterSchemas schemas, Expected expected) {
        this.source = source;
        this.expected = expected;
        this.reader = new EventReader(source, schemas);
    }

    /**
     * Reads one record.
     *
     * @param headers of the record
     * @return null when nothing is to be computed from the event: it belongs to the stream's history, which comes from
     *     elsewhere, or is for the offline store only
     * @throws RejectedException when the record is to be a dead letter
     * @throws GranaryException (UNAVAILABLE) when it has to be read again, since its schema cannot be had now
     */
    @Nullable
    Event admit(Headers headers, byte @Nullable [] value, long arrivalMillis) {
        try {
            EventHeaders byName = byName(headers);
            Event event = reader.read(byName, value, arrivalMillis);
            if (isHistory(event) || OfflineOnly.isMarked(byName)) {
                return null;
            }
            expected.require(event);
            return event;
        } catch (UnusableRecordException e) {
            throw RejectedException.of(e);
        }
    }

    /** Headers as those see them who do not know Kafka. */
    static EventHeaders byName(Headers headers) {
        return name -> {
            Header header = headers.lastHeader(name);
            return header == null ? null : header.value();
        };
    }

    private boolean isHistory(Event event) {
        StreamSource.History history = source.history();
        return history != null
                && event.value(source.eventTimestamp()) instanceof Instant moment
                && moment.isBefore(history.until());
    }
}
