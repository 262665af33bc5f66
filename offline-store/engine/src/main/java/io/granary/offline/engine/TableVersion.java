package io.granary.offline.engine;

import java.time.Instant;

/**
 * A version of a table that keeps its versions, such as a snapshot of an Iceberg table.
 *
 * @param table its name in its catalog, with the catalog's: {@code lake.sales.orders}
 * @param snapshotId never given twice by one table
 * @param committedAt when it became the newest
 * @param schemaId of the columns that it was read with, which a table may change without a new version
 */
public record TableVersion(String table, long snapshotId, Instant committedAt, int schemaId) {

    /** As people read it. */
    @Override
    public String toString() {
        return "snapshot " + snapshotId + " of " + committedAt;
    }
}
