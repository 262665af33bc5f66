package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.offline.engine.archive.CountedRecords;
import io.granary.offline.engine.compute.SourceRow;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What the sweep needs of those records of a topic that the stream counts for a view. */
record CountedInput(CountedRecords counted, SweepInput input) implements SweepInput {

    @Override
    public @Nullable Row compute(SourceRow row) {
        ArchivedRecord archived = row.record();
        return archived == null || counted.has(archived) ? input.compute(row) : null;
    }
}
