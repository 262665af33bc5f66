package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.formats.OfflineOnly;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Events of a window view that its stream application does not count, though they are for the online store. */
record EventsBelowCut(BackfillView view, SweepEvents events) implements SweepInput {

    @Override
    public @Nullable Row compute(SourceRow row) {
        return isWanted(row.record()) ? events.compute(row) : null;
    }

    private boolean isWanted(@Nullable ArchivedRecord archived) {
        if (archived == null) {
            return true;
        }
        return view.isBelowCut(archived.partition(), archived.offset()) && !OfflineOnly.isMarked(archived::lastHeader);
    }
}
