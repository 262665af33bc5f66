package io.granary.registry.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a process knows of its registry, for its health.
 *
 * @param connected whether the last request was answered
 * @param revision number of the live revision in use; 0 before the first
 * @param newest number of the newest revision known; 0 before the first
 * @param since when it became connected, or ceased to be
 * @param lastAnswer when the registry last answered; null: never since the start
 * @param problem why the last request failed, or null
 */
public record RegistryStatus(
        boolean connected,
        int revision,
        int newest,
        Instant since,
        @Nullable Instant lastAnswer,
        @Nullable String problem) {

    static RegistryStatus notStarted(Instant now) {
        return new RegistryStatus(false, 0, 0, now, null, "not started");
    }

    RegistryStatus answered(ProjectRollout rollout, Instant now) {
        return next(true, rollout, now, now, null);
    }

    RegistryStatus failed(ProjectRollout rollout, Instant now, @Nullable Instant answered, String failure) {
        return next(false, rollout, now, answered, failure);
    }

    private RegistryStatus next(
            boolean isConnected,
            ProjectRollout rollout,
            Instant now,
            @Nullable Instant answered,
            @Nullable String failure) {
        Instant changed = isConnected == connected ? since : now;
        return new RegistryStatus(
                isConnected, rollout.live().number(), rollout.newest().number(), changed, answered, failure);
    }
}
