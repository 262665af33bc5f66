package io.granary.consistency;

/** Why a logged value is not compared. */
public enum Skipped {
    /** The store did not answer for every entity. */
    DEGRADED,
    /** What was stored could not be read. */
    UNAVAILABLE,
    /** The view is not offline, or made of one that is not. */
    NOT_OFFLINE,
    /** It was asked not to look at the view. */
    LEFT_OUT
}
