package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.erasure.ErasedEntities;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;

/**
 * Tells events that are to be left out, as their entity was erased after they arrived. Safe for threads.
 *
 * @param erased as far as it is known when it is asked
 */
record ErasedEvents(Supplier<ErasedEntities> erased) {

    /** Where nobody was erased. */
    static final ErasedEvents NONE = new ErasedEvents(() -> ErasedEntities.NONE);

    ErasedEvents {
        requireNonNull(erased, "erased");
    }

    /**
     * Whether an event is to be left out of what is known of an entity key. A record that was given back is as old as what
     * was put aside.
     *
     * @param headers of the event's record
     * @param arrivalMillis the record's own
     */
    boolean has(byte[] entityKey, Headers headers, long arrivalMillis) {
        ErasedEntities now = erased.get();
        return !now.isEmpty() && now.has(entityKey, original(headers, arrivalMillis));
    }

    private static long original(Headers headers, long arrivalMillis) {
        Replayed replayed = Replayed.of(EventGate.byName(headers));
        RecordPlace original = replayed == null ? null : replayed.original();
        return original == null ? arrivalMillis : original.arrivalMillis();
    }
}
