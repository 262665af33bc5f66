package io.granary.http;

import static java.util.Objects.requireNonNull;

/**
 * How one dependency is.
 *
 * @param state whether it answers, and whether that matters
 * @param detail why not, or a word on its state; may be empty, never secret
 */
public record HealthStatus(State state, String detail) {

    /** From good to bad. */
    public enum State {
        UP,
        /** Away, but the process goes on without it. */
        DEGRADED,
        /** Away, and the process is of no use until it is back. */
        DOWN
    }

    public HealthStatus {
        requireNonNull(state, "state");
        requireNonNull(detail, "detail");
    }

    public static HealthStatus up() {
        return up("");
    }

    public static HealthStatus up(String detail) {
        return new HealthStatus(State.UP, detail);
    }

    public static HealthStatus degraded(String reason) {
        return new HealthStatus(State.DEGRADED, reason);
    }

    public static HealthStatus down(String reason) {
        return new HealthStatus(State.DOWN, reason);
    }
}
