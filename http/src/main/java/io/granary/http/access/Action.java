package io.granary.http.access;

/** What a caller does, in Feast's words. */
public enum Action {
    CREATE,
    DESCRIBE,
    UPDATE,
    DELETE,
    READ_ONLINE,
    READ_OFFLINE,
    WRITE_ONLINE,
    WRITE_OFFLINE
}
