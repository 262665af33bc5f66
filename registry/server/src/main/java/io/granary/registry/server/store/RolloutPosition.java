package io.granary.registry.server.store;

import io.granary.core.definition.Rollout;

/** How far a project's rollout has come, without its generations; see {@link Rollout}. */
public record RolloutPosition(int version, int newest, int live) {

    public static RolloutPosition of(Rollout rollout) {
        return new RolloutPosition(rollout.version(), rollout.newest(), rollout.live());
    }
}
