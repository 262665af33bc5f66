package io.granary.offline.spark;

import io.granary.offline.engine.compute.SeenTimes;
import java.io.Serializable;
import java.time.Duration;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The moments between which entity rows ask, in epoch microseconds, both inclusive: what no entity row can see is not joined,
 * and what is joined is sorted by numbers.
 */
record FrameTimes(long earliestMicros, long latestMicros) implements Serializable {

    private static final long SEED = 42;
    private static final int TICK_BITS = 32;

    /** When entity rows ask later than at their moments, too. */
    FrameTimes andLater(long micros) {
        return latestMicros < earliestMicros
                ? this
                : new FrameTimes(earliestMicros, Math.addExact(latestMicros, micros));
    }

    /** The first event timestamp that an entity row may find, even if only as too old. */
    long firstEventMicros(@Nullable Duration ttl) {
        return SeenTimes.firstMicros(earliestMicros, ttl);
    }

    /**
     * A number that orders rows: by entity key, then roughly by moment. Numbers are quickly compared; where they are equal, the
     * rows are.
     */
    long place(byte[] key, long micros) {
        long hash = XXH64.hashUnsafeBytes(key, Platform.BYTE_ARRAY_OFFSET, key.length, SEED);
        return (hash << TICK_BITS) | tick(micros);
    }

    /** 0 before the first moment; from it on, 1 to at most 2^32 - 1. */
    private long tick(long micros) {
        if (micros < earliestMicros) {
            return 0;
        }
        int shift = Math.max(0, Long.SIZE + 1 - TICK_BITS - Long.numberOfLeadingZeros(latestMicros - earliestMicros));
        return 1 + ((Math.min(micros, latestMicros) - earliestMicros) >>> shift);
    }
}
