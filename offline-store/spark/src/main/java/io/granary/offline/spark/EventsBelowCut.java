package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.formats.OfflineOnly;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.compute.SourceRow;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Events of a window view that its stream application does not count, though they are for the online store. */
record EventsBelowCut(BackfillView view, SweepEvents events, ErasedRows erased) implements SweepInput {

    @Override
    public @Nullable Row compute(SourceRow row) {
        Row event = isWanted(row.record()) ? events.compute(row) : null;
        return event == null || isErased(event, row) ? null : event;
    }

    private boolean isErased(Row event, SourceRow row) {
        if (erased.isEmpty()) {
            return false;
        }
        ArchivedRecord archived = row.record();
        return archived == null
                ? erased.has(SweepRow.key(event), SweepRow.micros(event), row.createdMicros())
                : erased.has(SweepRow.key(event), archived);
    }

    private boolean isWanted(@Nullable ArchivedRecord archived) {
        if (archived == null) {
            return true;
        }
        return view.isBelowCut(archived.partition(), archived.offset()) && !OfflineOnly.isMarked(archived::lastHeader);
    }
}
