package io.granary.formats;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.view.EventTimeRange;
import io.granary.formats.UnusableRecordException.Defect;
import io.granary.formats.schema.WriterSchemas;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one source and judges their timestamps, each by the record alone: so the stream, which reads it from
 * Kafka, and who reads it from an archive years later come to the same events. Not safe for threads.
 */
public final class EventReader {

    private final StreamSource source;
    private final RecordDecoder decoder;

    /** @throws GranaryException (FAILED_PRECONDITION) when the source's schema file cannot be used */
    public EventReader(StreamSource source, WriterSchemas schemas) {
        this.source = source;
        this.decoder = RecordDecoder.of(source, schemas);
    }

    /**
     * Reads one record.
     *
     * @throws UnusableRecordException when it is no event of the source
     * @throws GranaryException (UNAVAILABLE) when it has to be read again, since its schema cannot be had now
     */
    public Event read(EventHeaders headers, byte @Nullable [] value, long arrivalMillis) {
        if (value == null) {
            throw new UnusableRecordException(Defect.NULL_VALUE, "value: null (expected: an event)", null);
        }
        Event event = decode(headers, value);
        Instant moment = timestamp(event, source.eventTimestamp(), Defect.EVENT_TIMESTAMP);
        requireNotInTheFuture(moment, arrivalMillis);
        if (source.createdTimestamp() != null) {
            timestamp(event, source.createdTimestamp(), Defect.CREATED_TIMESTAMP);
        }
        return event;
    }

    /**
     * Reads one record without judging its timestamps.
     *
     * @throws UnusableRecordException when the bytes are not the format's
     * @throws GranaryException (UNAVAILABLE) when its schema cannot be had now
     */
    public Event decode(EventHeaders headers, byte[] value) {
        try {
            return decoder.decode(headers, value);
        } catch (GranaryException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            throw new UnusableRecordException(Defect.UNDECODABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Instant timestamp(Event event, String column, Defect defect) {
        Object value = event.value(column);
        if (value instanceof Instant moment && EventTimeRange.contains(moment)) {
            return moment;
        }
        throw unusable(defect, column, value, EventTimeRange.TEXT);
    }

    private void requireNotInTheFuture(Instant moment, long arrivalMillis) {
        Instant latest = Instant.ofEpochMilli(arrivalMillis).plus(source.maxFutureSkew());
        if (moment.isAfter(latest)) {
            throw unusable(
                    Defect.FUTURE_EVENT,
                    source.eventTimestamp(),
                    moment,
                    "at most " + source.maxFutureSkew() + " after the arrival");
        }
    }

    private static UnusableRecordException unusable(
            Defect defect, String column, @Nullable Object value, String expected) {
        return new UnusableRecordException(defect, column + ": " + value + " (expected: " + expected + ")", null);
    }
}
