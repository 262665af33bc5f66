package io.granary.offline.engine;

/** What may be believed about a label. */
public enum LabelStatus {
    /** There was a row after the moment, up to the horizon. */
    PRESENT,
    /** There was one, and it says nothing. */
    NULL_VALUE,
    /** There was none. */
    NOT_FOUND,
    /** The source does not reach the end of the horizon: the answer may still change. */
    NOT_YET_KNOWN
}
