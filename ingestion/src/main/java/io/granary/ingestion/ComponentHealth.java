package io.granary.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * How one part of ingestion is doing.
 *
 * @param name such as {@code kafka}, {@code projector} or {@code source arrivals}
 * @param problem what is wrong, or waited for, in words; or null
 */
public record ComponentHealth(
        String name, State state, @Nullable String problem) {

    /** The states of a part. */
    public enum State {
        /** Has not worked yet. */
        STARTING,
        RUNNING,
        /** Works, and fills a generation that does not answer yet. */
        BUILDING,
        /** Worked before, does not now, and tries again by itself. */
        RECOVERING,
        /** Does not work and will not until the definitions change. */
        FAILED,
        STOPPED
    }

    static ComponentHealth of(String name, State state) {
        return new ComponentHealth(name, state, null);
    }

    /** Whether it does all that it can. */
    public boolean isRunning() {
        return state == State.RUNNING || state == State.BUILDING;
    }
}
