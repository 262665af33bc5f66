package io.granary.online.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.granary.core.key.EntityKey;
import java.util.Arrays;

/**
 * Rows that were read not long ago, by entity key, up to a number of bytes; those that are asked for often stay. Rows
 * that their session does not vouch for count as absent. Safe for threads.
 */
final class NearCache {

    private final Cache<EntityKey, NearRows> kept;

    NearCache(long maxBytes) {
        kept = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((EntityKey key, NearRows rows) -> key.bytes().length + rows.weight())
                .executor(Runnable::run)
                .build();
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
        kept.invalidate(key);
    }

    /** Everything has changed. */
    void forgetAll() {
        kept.invalidateAll();
    }

    /** About how much memory is taken. */
    long bytes() {
        return kept.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}
