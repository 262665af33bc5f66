package io.granary.ingestion;

import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.EpochMicros;
import io.granary.formats.UnusableRecordException;
import org.jspecify.annotations.Nullable;

/** An event that becomes a dead letter. It has no stack trace: poison is data, and may come at any rate. */
final class RejectedException extends RuntimeException {

    private final DeadLetterReason reason;

    RejectedException(DeadLetterReason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    /** What a view that cannot use an event makes of the failure. */
    static RejectedException of(GranaryException failure, DeadLetterReason invalid) {
        DeadLetterReason reason = switch (failure.code()) {
            case INVALID_ARGUMENT -> invalid;
            case UNPROCESSABLE -> DeadLetterReason.EXPRESSION;
            default -> DeadLetterReason.INTERNAL;
        };
        return new RejectedException(reason, String.valueOf(failure.getMessage()), failure);
    }

    /** A record that is no event of its source. */
    static RejectedException of(UnusableRecordException failure) {
        DeadLetterReason reason = switch (failure.defect()) {
            case NULL_VALUE -> DeadLetterReason.NULL_VALUE;
            case UNDECODABLE -> DeadLetterReason.UNDECODABLE;
            case EVENT_TIMESTAMP -> DeadLetterReason.EVENT_TIMESTAMP;
            case CREATED_TIMESTAMP -> DeadLetterReason.CREATED_TIMESTAMP;
            case FUTURE_EVENT -> DeadLetterReason.FUTURE_EVENT;
        };
        return new RejectedException(reason, String.valueOf(failure.getMessage()), failure.getCause());
    }

    /** An event that came later than its source allows. */
    static RejectedException late(StreamSource source, long eventMicros) {
        return new RejectedException(
                DeadLetterReason.LATE_EVENT,
                source.eventTimestamp() + ": " + EpochMicros.toInstant(eventMicros) + " (expected: at most "
                        + source.allowedLateness() + " before the arrival)",
                null);
    }

    DeadLetterReason reason() {
        return reason;
    }

    /** What the dead letter says. */
    String message() {
        return String.valueOf(getMessage());
    }
}
