package io.granary.core.view;

import io.granary.core.GranaryException;
import io.granary.core.row.StoredRow;
import org.jspecify.annotations.Nullable;

/**
 * The as-of order of the point-in-time join, as a sweep: rows of one entity key enter in the order in which they become
 * visible, and {@link #find} answers for a moment that is no earlier than any row entered so far. A row becomes visible
 * at the latest of its event timestamp and, by the knowledge mode, its arrival or created timestamp; among visible rows
 * the greatest by the write rule wins, so the state is one row. Not safe for threads.
 *
 * @param <R> whatever stands for a row
 */
public final class AsOf<R> {

    private final @Nullable Long ttlMicros;
    private byte @Nullable [] greatest;
    private @Nullable R row;

    /** @param ttlMicros age past which a row does not count, both bounds inclusive; null: never too old */
    public AsOf(@Nullable Long ttlMicros) {
        if (ttlMicros != null && ttlMicros <= 0) {
            throw GranaryException.invalid("ttl", ttlMicros + "us", "> 0");
        }
        this.ttlMicros = ttlMicros;
    }

    /** Forgets every row, for the next entity key. */
    public void reset() {
        greatest = null;
        row = null;
    }

    /**
     * Lets a row enter.
     *
     * @param order the row as {@link StoredRow} bytes, which carry event timestamp and write rule
     */
    public void enter(byte[] order, R row) {
        if (greatest == null || StoredRow.compare(order, greatest) > 0) {
            greatest = order;
            this.row = row;
        }
    }

    /**
     * The row that is true at a moment, or null.
     *
     * @throws IllegalStateException when a row entered whose event timestamp is later than the moment
     */
    public @Nullable R find(long atMicros) {
        if (greatest == null) {
            return null;
        }
        long eventMicros = StoredRow.eventMicros(greatest);
        if (eventMicros > atMicros) {
            throw new IllegalStateException(
                    "a row of " + eventMicros + "us entered before the moment " + atMicros + "us");
        }
        return isTooOld(eventMicros, atMicros) ? null : row;
    }

    /** Compares the age unsigned, which it needs when it spans more than half of all moments. */
    private boolean isTooOld(long eventMicros, long atMicros) {
        return ttlMicros != null && Long.compareUnsigned(atMicros - eventMicros, ttlMicros) > 0;
    }
}
