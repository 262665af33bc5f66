package io.granary.registry.server.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A request that has claimed a key.
 *
 * @param fingerprint what tells it from other requests
 * @param answer null while it is under way
 */
public record IdempotentRequest(
        String fingerprint, @Nullable KeptAnswer answer) {

    public IdempotentRequest {
        requireNonNull(fingerprint, "fingerprint");
    }
}
