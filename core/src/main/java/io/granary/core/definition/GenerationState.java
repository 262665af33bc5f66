package io.granary.core.definition;

import java.util.Locale;

/**
 * How far a view's generation has come on its way into the answers and out of them again. A generation that was
 * dropped, or never was, has no state.
 */
public enum GenerationState {

    /** The newest revision has it and the live one has another of the same view; its rows are not there yet. */
    BUILDING,
    /** The newest revision has it and it can be answered from; it waits for the others of that revision. */
    READY,
    /** The live revision answers from it, and the newest one has it too. */
    LIVE,
    /** The live revision answers from it, and the newest one does not have it: retired at the switch. */
    OUTGOING,
    /** No revision in use has it, but it is written on for a while, so that a way back is immediate. */
    RETIRED,
    /** Not written any more, its rows are being removed; a revision that has it again builds it anew. */
    DROPPING;

    /** As people and JSON write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its rows are kept up to date. */
    public boolean isWritten() {
        return this != DROPPING;
    }

    /** Whether answers come from it. */
    public boolean isServed() {
        return this == LIVE || this == OUTGOING;
    }

    /** Whether the newest revision has it. */
    public boolean isWanted() {
        return this == BUILDING || this == READY || this == LIVE;
    }
}
