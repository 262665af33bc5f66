package io.granary.core.window;

import org.jspecify.annotations.Nullable;

/**
 * A stored state or a single event that a window is made of.
 *
 * @param kind what it is
 * @param level ordinal of the layout's level
 * @param fromMicros when its tile begins, or the event was; {@link Long#MIN_VALUE} of what a lifetime carries
 * @param toMicros when its tile ends: the first moment after it
 * @param newestMicros its newest event
 * @param value what the feature would be with this alone, as its type's Java class
 * @param eventId of a single event, see {@link EventIds}; empty of a state
 */
public record WindowPart(
        Kind kind,
        int level,
        long fromMicros,
        long toMicros,
        long newestMicros,
        @Nullable Object value,
        byte[] eventId) {

    /** The kinds of parts. */
    public enum Kind {
        /** All that was before a lifetime's tiles. */
        CARRIED,
        /** The events of a stretch of time. */
        TILE,
        /** One event. */
        EVENT
    }
}
