package io.granary.offline.spark;

import io.granary.offline.engine.compute.KnownRow;
import io.granary.offline.engine.compute.KnownRows;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows of a view as the online store would hold them. */
final class SweepStoredRows implements SweepInput {

    private final int view;
    private final ViewRows rows;
    private final KnownRows known;

    SweepStoredRows(int view, ViewRows rows, RowTime time) {
        this.view = view;
        this.rows = rows;
        known = new KnownRows(rows, time);
    }

    @Override
    public @Nullable Row compute(SourceRow row) {
        KnownRow computed = known.compute(row);
        return computed == null
                ? null
                : SweepRow.viewRow(
                        view,
                        rows.key(computed.row()).bytes(),
                        computed.seenMicros(),
                        rows.stored(computed.row(), computed.createdMicros()));
    }
}
