package io.granary.offline.engine.process;

import io.granary.core.definition.ObjectAddress;
import io.granary.offline.engine.ObjectTable;

/** What the process is asked that looks after objects, one call a line; it answers each with messages, the last of them no progress. */
public sealed interface ObjectCall permits ObjectCall.Find, ObjectCall.Copy {

    /** Lists what is at an address. */
    record Find(ObjectAddress address) implements ObjectCall {}

    /** Copies listed objects, each in its version, to the folder that the table names; the answer has their checksums. */
    record Copy(ObjectTable table, Portion portion) implements ObjectCall {}

    /** How much of each object is copied. */
    enum Portion {
        WHOLE,
        /** Of the first Parquet file what says its columns, for each of them: enough to read their schema. */
        SCHEMA
    }
}
