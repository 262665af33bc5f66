package io.granary.formats;

import org.jspecify.annotations.Nullable;

/** A record of a source that is no event of it. It has no stack trace: poison is data, and may come at any rate. */
public final class UnusableRecordException extends RuntimeException {

    /** What is wrong with a record. */
    public enum Defect {
        /** It has no value. */
        NULL_VALUE,
        /** The bytes are not an event of the source. */
        UNDECODABLE,
        /** The event timestamp is null or out of range. */
        EVENT_TIMESTAMP,
        /** The source declares a created timestamp, and it is null or out of range. */
        CREATED_TIMESTAMP,
        /** The event timestamp lies too far beyond the arrival. */
        FUTURE_EVENT
    }

    private final Defect defect;

    UnusableRecordException(Defect defect, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.defect = defect;
    }

    public Defect defect() {
        return defect;
    }
}
