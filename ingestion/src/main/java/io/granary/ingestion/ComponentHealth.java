package io.granary.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * How one part of ingestion is doing.
 *
 * @param name such as {@code kafka}, {@code projector} or {@code source arrivals}
 * @param problem what is wrong in words, or null
 */
public record ComponentHealth(
        String name, State state, @Nullable String problem) {

    /** The states of a part. */
    public enum State {
        /** Has not worked yet. */
        STARTING,
        RUNNING,
        /** Worked before, does not now, and tries again by itself. */
        RECOVERING,
        /** Does not work and will not until the definitions change. */
        FAILED,
        STOPPED
    }

    static ComponentHealth of(String name, State state) {
        return new ComponentHealth(name, state, null);
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }
}
