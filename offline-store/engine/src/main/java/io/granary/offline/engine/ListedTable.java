package io.granary.offline.engine;

/** A table whose files were listed, each in its version, before a job begins, and are all that it reads. */
public sealed interface ListedTable permits TableSnapshot, ObjectTable {

    /** Of all files together. */
    long bytes();
}
