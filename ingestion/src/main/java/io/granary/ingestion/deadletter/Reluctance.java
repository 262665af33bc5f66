package io.granary.ingestion.deadletter;

import java.util.Locale;

/** Why a dead letter is not given back. */
enum Reluctance {
    /** It was given back before. */
    REPLAYED_BEFORE,
    /** It was given back, could not be used again, and nobody insists. */
    FAILED_AGAIN,
    /** It would be later still, or has no value. */
    HOPELESS,
    /** It did not come from a source of the project. */
    NO_EVENT,
    /** Who could not use it runs no more; what took its place has read the record itself. */
    APPLICATION_GONE;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
