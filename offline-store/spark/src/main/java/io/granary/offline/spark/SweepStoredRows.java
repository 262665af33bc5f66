package io.granary.offline.spark;

import io.granary.core.view.FeatureRow;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows of a view as the online store would hold them. */
final class SweepStoredRows implements SweepInput {

    private final int view;
    private final ViewRows rows;
    private final RowTime time;

    SweepStoredRows(int view, ViewRows rows, RowTime time) {
        this.view = view;
        this.rows = rows;
        this.time = time;
    }

    @Override
    public @Nullable Row compute(SourceRow row) {
        FeatureRow computed = rows.compute(row);
        if (computed == null) {
            return null;
        }
        Long created = row.createdMicros();
        long arrival = row.arrivalMicros(time, computed.eventMicros());
        return SweepRow.viewRow(
                view,
                rows.key(computed).bytes(),
                Math.max(computed.eventMicros(), time.knownMicros(computed.eventMicros(), arrival, created)),
                rows.stored(computed, created == null ? arrival : created));
    }
}
