package io.granary.offline.engine;

/** What an entity row may know of a source's rows, beyond that their event timestamp is not later than its own. */
public enum Knowledge {
    /** What a stream had brought by then: rows that had arrived. The default of a stream's history. */
    AS_SERVED,
    /** What was true by then, whenever it became known. The default of a batch source. */
    EVENT_TIME,
    /** What had been written by then: rows whose created timestamp is not later. Every source must declare one. */
    CREATED
}
