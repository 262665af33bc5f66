package io.granary.registry.server.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers requests by the key that their sender chose, so that a repeated one gets the first one's answer instead of
 * another effect. Blocking; safe for threads and for several processes.
 */
public interface IdempotencyStore {

    /** How long a key is remembered. */
    Duration KEPT = Duration.ofHours(24);

    /** After this, whoever claimed a key and has not answered is taken for dead. */
    Duration ABANDONED = Duration.ofMinutes(1);

    /**
     * Claims a key for a request; of several at once, one gets it.
     *
     * @param fingerprint tells requests apart, at most 100 characters
     * @return null when the key is the caller's, who then has to {@link #complete} or {@link #release} it; else the
     *     request that has it
     */
    @Nullable
    IdempotentRequest claim(String key, String fingerprint, Instant now);

    /** Remembers the answer of a claimed key. */
    void complete(String key, KeptAnswer answer);

    /** Forgets a claim that had no effect, so that the request may be tried again. */
    void release(String key);
}
