package io.granary.offline.engine.statistics;

import org.jspecify.annotations.Nullable;

/**
 * A hash of the values of a row, by which rows are chosen and split: the same for every engine. Every number is as likely as
 * another; another purpose or seed gives hashes that have nothing to do with these. Immutable and safe for threads.
 */
public final class RowHash {

    /** What hashes are for. */
    public enum Purpose {
        SAMPLE,
        SPLIT
    }

    private final long start;

    public RowHash(Purpose purpose, long seed) {
        start = ValueHash.combine(ValueHash.of(purpose.name()), ValueHash.mix(seed));
    }

    /** @param values as core represents them, or of other classes for the same numbers; null is a value, too */
    public long of(@Nullable Object[] values) {
        long hash = start;
        for (Object value : values) {
            hash = ValueHash.combine(hash, ValueHash.of(value));
        }
        return ValueHash.mix(hash);
    }
}
