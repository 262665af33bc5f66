package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.view.EventTimeRange;
import io.granary.ingestion.schema.WriterSchemas;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Lets the events of one source in: decodes them and judges their event timestamps. Not safe for threads. */
final class EventGate {

    private final StreamSource source;
    private final RecordDecoder decoder;

    EventGate(StreamSource source, WriterSchemas schemas) {
        this.source = source;
        this.decoder = RecordDecoder.of(source, schemas);
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
        if (value == null) {
            throw new RejectedException(DeadLetterReason.NULL_VALUE, "value: null (expected: an event)", null);
        }
        Event event = decode(headers, value);
        Instant moment = timestamp(event, source.eventTimestamp(), DeadLetterReason.EVENT_TIMESTAMP);
        requireNotInTheFuture(moment, arrivalMillis);
        if (source.createdTimestamp() != null) {
            timestamp(event, source.createdTimestamp(), DeadLetterReason.CREATED_TIMESTAMP);
        }
        return isHistory(moment) || OfflineOnly.isMarked(headers) ? null : event;
    }

    private Event decode(Headers headers, byte[] value) {
        try {
            return decoder.decode(headers, value);
        } catch (GranaryException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            throw new RejectedException(DeadLetterReason.UNDECODABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Instant timestamp(Event event, String column, DeadLetterReason reason) {
        Object value = event.value(column);
        if (value instanceof Instant moment && EventTimeRange.contains(moment)) {
            return moment;
        }
        throw rejected(reason, column, value, EventTimeRange.TEXT);
    }

    private void requireNotInTheFuture(Instant moment, long arrivalMillis) {
        Instant latest = Instant.ofEpochMilli(arrivalMillis).plus(source.maxFutureSkew());
        if (moment.isAfter(latest)) {
            throw rejected(
                    DeadLetterReason.FUTURE_EVENT,
                    source.eventTimestamp(),
                    moment,
                    "at most " + source.maxFutureSkew() + " after the arrival");
        }
    }

    private boolean isHistory(Instant moment) {
        StreamSource.History history = source.history();
        return history != null && moment.isBefore(history.until());
    }

    private static RejectedException rejected(
            DeadLetterReason reason, String column, @Nullable Object value, String expected) {
        return new RejectedException(reason, column + ": " + value + " (expected: " + expected + ")", null);
    }
}
