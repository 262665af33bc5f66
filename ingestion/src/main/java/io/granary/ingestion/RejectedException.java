package io.granary.ingestion;

import org.jspecify.annotations.Nullable;

/** An event that becomes a dead letter. It has no stack trace: poison is data, and may come at any rate. */
final class RejectedException extends RuntimeException {

    private final DeadLetterReason reason;

    RejectedException(DeadLetterReason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    DeadLetterReason reason() {
        return reason;
    }

    /** What the dead letter says. */
    String message() {
        return String.valueOf(getMessage());
    }
}
