package io.granary.online.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.granary.core.key.EntityKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;

/**
 * Rows that were read not long ago, by entity key, up to a number of bytes; those that are asked for often stay. Rows
 * that their session does not vouch for count as absent. Safe for threads.
 */
final class NearCache {

    private static final String PREFIX = "granary.online.store.near.";

    private final Cache<EntityKey, NearRows> kept;
    private final Counter hits;
    private final Counter misses;
    private final Counter invalidations;
    private final Counter bypassed;

    NearCache(long maxBytes, MeterRegistry meters) {
        hits = meters.counter(PREFIX + "reads", "outcome", "hit");
        misses = meters.counter(PREFIX + "reads", "outcome", "miss");
        bypassed = meters.counter(PREFIX + "reads", "outcome", "bypassed");
        invalidations = meters.counter(PREFIX + "invalidations");
        kept = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((EntityKey key, NearRows rows) -> key.bytes().length + rows.weight())
                .executor(Runnable::run)
                .build();
        Gauge.builder(PREFIX + "bytes", this, NearCache::bytes).register(meters);
    }

    static EntityKey key(EntityReads reads, int read) {
        int from = reads.keyOffset(read);
        return EntityKey.ofBytes(Arrays.copyOfRange(reads.key(read), from, from + reads.keyLength(read)));
    }

    /** Whether the answer to a read is kept and fresh enough; then it is put into {@code answer}. */
    boolean answer(EntityReads reads, int read, StoredRows answer, long nowNanos) {
        NearRows rows = kept.getIfPresent(key(reads, read));
        ReadFields wanted = reads.fields(read);
        return rows != null
                && rows.session().vouches(wanted.maxStalenessNanos(), nowNanos)
                && rows.answer(wanted, answer, read);
    }

    /** Keeps what was read over a tracked connection; called in order with what that connection tells of changes. */
    void keep(TrackedSession session, EntityReads reads, int read, StoredRows stored) {
        NearRows rows = NearRows.of(session, reads.fields(read), stored, read);
        kept.asMap().compute(key(reads, read), (key, earlier) -> rows.with(earlier));
    }

    /** The key has changed. */
    void forget(EntityKey key) {
        if (kept.asMap().remove(key) != null) {
            invalidations.increment();
        }
    }

    /** Everything has changed. */
    void forgetAll() {
        invalidations.increment((double) kept.estimatedSize());
        kept.invalidateAll();
    }

    /** How many entity keys were answered from here and how many were not. */
    void count(int answered, int unanswered) {
        hits.increment(answered);
        misses.increment(unanswered);
    }

    /** So many entity keys had to be read where changes are not told of. */
    void bypassed(int keys) {
        bypassed.increment(keys);
    }

    /** About how much memory is taken. */
    long bytes() {
        return kept.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}
