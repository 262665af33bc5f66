package io.granary.ingestion;

import java.util.Locale;

/** Why a record became a dead letter; its code is in the letter's headers and in the metric's tag. */
enum DeadLetterReason {
    /** The record has no value. */
    NULL_VALUE,
    /** The bytes are not an event of the source. */
    UNDECODABLE,
    /** The event timestamp is null or out of range. */
    EVENT_TIMESTAMP,
    /** The source declares a created timestamp, and it is null or out of range. */
    CREATED_TIMESTAMP,
    /** The event timestamp lies too far beyond the arrival. */
    FUTURE_EVENT,
    /** The event arrived later after its timestamp than the source allows. */
    LATE_EVENT,
    /** The source declares an event id, and it is null. */
    EVENT_ID,
    /** A join key of the view is null or does not fit its type. */
    JOIN_KEY,
    /** An expression of the view failed. */
    EXPRESSION,
    /** The event, or the view's row of it, is not as expected, and is to be set aside. */
    EXPECTATION,
    /** The row is larger than the feature log takes. */
    TOO_LARGE,
    /** A record of the feature log that is not one. */
    CORRUPT_ROW,
    /** A failure that is not the record's: a bug. */
    INTERNAL;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    String code() {
        return code;
    }
}
