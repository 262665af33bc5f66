package io.granary.archive;

/** Whose word the arrival of a record is. */
public enum TimestampType {
    /** The producer's. */
    CREATE_TIME,
    /** The broker's. */
    LOG_APPEND_TIME
}
