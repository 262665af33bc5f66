package io.granary.registry.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a process knows of its registry, for its health.
 *
 * @param connected whether the last request was answered
 * @param revision number of the revision in use; 0 before the first
 * @param lastAnswer when the registry last answered; null: never since the start
 * @param problem why the last request failed, or null
 */
public record RegistryStatus(
        boolean connected,
        int revision,
        @Nullable Instant lastAnswer,
        @Nullable String problem) {}
