package io.granary.core.window;

/** How the window's bounds follow the time of the question; see the window semantics. */
public enum WindowMode {
    /** To the time of the question, from a tail that moves in hops. */
    SAWTOOTH,
    /** To the time of the question, from exactly the window's length before it. */
    EXACT,
    /** Both ends move in hops. */
    HOPPING,
    /** The window, aligned to the epoch, that the time of the question is in, as far as that. */
    TUMBLING_OPEN,
    /** The last window, aligned to the epoch, that ended by the time of the question. */
    TUMBLING_CLOSED,
    /** Everything before the time of the question. */
    LIFETIME;

    /** Whether a window's ends move by a hop. */
    public boolean hasHop() {
        return this == SAWTOOTH || this == HOPPING;
    }
}
