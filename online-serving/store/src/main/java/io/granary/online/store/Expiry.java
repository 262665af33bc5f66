package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowState;
import io.granary.core.row.StoredRow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the rows of an entity key may be forgotten, in epoch seconds: a row's event timestamp + ttl + {@link #GRACE}; a
 * window state says itself. The expiry of several rows is the greatest of theirs, so it does not depend on their order.
 */
final class Expiry {

    /** How long a row that is too old to be served is still reported as such. */
    static final Duration GRACE = Duration.ofDays(7);

    /** Of a row without ttl. The greatest integer that Lua holds exactly. */
    static final long NEVER = (1L << 53) - 1;

    /** Of a tombstone, which says nothing about expiry. */
    static final long UNKNOWN = -NEVER;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long GRACE_SECONDS = GRACE.toSeconds();

    private Expiry() {}

    static long of(FeatureLogEntry written) {
        return written instanceof WindowState state ? of(state.expiryMicros()) : of((FeatureLogRecord) written);
    }

    private static long of(@Nullable Long expiryMicros) {
        return expiryMicros == null ? NEVER : ceilSeconds(expiryMicros);
    }

    private static long of(FeatureLogRecord written) {
        byte[] row = written.row();
        if (row == null) {
            return UNKNOWN;
        }
        Long ttlMicros = written.ttlMicros();
        return ttlMicros == null ? NEVER : ofRow(StoredRow.eventMicros(row), ttlMicros);
    }

    /** Rounded up to a whole second, each part by itself, so that nothing overflows. */
    private static long ofRow(long eventMicros, long ttlMicros) {
        return ceilSeconds(eventMicros) + ceilSeconds(ttlMicros) + GRACE_SECONDS;
    }

    private static long ceilSeconds(long micros) {
        return -Math.floorDiv(-micros, MICROS_PER_SECOND);
    }
}
