package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.formats.RecordPlace;
import io.granary.formats.ReplayedRecords;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Of the records of a topic, those that the stream counts for a view: of a record that was given back, either the original or
 * the copy.
 *
 * @param view as records name it that were given back
 */
record CountedRecords(String view, ReplayedRecords replayed, SweepInput input) implements SweepInput {

    @Override
    public @Nullable Row compute(SourceRow row) {
        return isCounted(row.record()) ? input.compute(row) : null;
    }

    private boolean isCounted(@Nullable ArchivedRecord archived) {
        return archived == null
                || replayed.counts(
                        view,
                        archived::lastHeader,
                        new RecordPlace(archived.partition(), archived.offset(), archived.arrivalMillis()));
    }
}
