package io.granary.core.view;

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

    /** @param ttlMicros age past which a row does not count, both bounds inclusive; null: never too old */
    public AsOf(@Nullable Long ttlMicros) {}

    /** Forgets every row, for the next entity key. */
    public void reset() {
        throw new UnsupportedOperationException();
    }

    /**
     * Lets a row enter.
     *
     * @param order the row as {@link io.granary.core.row.StoredRow} bytes, which carry event timestamp and write rule
     */
    public void enter(byte[] order, R row) {
        throw new UnsupportedOperationException();
    }

    /** The row that is true at a moment, or null. */
    public @Nullable R find(long atMicros) {
        throw new UnsupportedOperationException();
    }
}
