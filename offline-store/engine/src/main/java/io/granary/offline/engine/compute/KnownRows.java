package io.granary.offline.engine.compute;

import io.granary.core.GranaryException;
import io.granary.core.view.FeatureRow;
import io.granary.offline.engine.plan.RowTime;
import org.jspecify.annotations.Nullable;

/** Makes rows of a plain view that say from when on they are seen. Safe for threads. */
public final class KnownRows {

    private final ViewRows rows;
    private final RowTime time;

    public KnownRows(ViewRows rows, RowTime time) {
        this.rows = rows;
        this.time = time;
    }

    /**
     * What a source row gives, or null when the view does not select it.
     *
     * @throws GranaryException when the view cannot be computed
     */
    public @Nullable KnownRow compute(SourceRow row) {
        FeatureRow computed = rows.compute(row);
        if (computed == null) {
            return null;
        }
        long event = computed.eventMicros();
        Long created = row.createdMicros();
        long arrival = row.arrivalMicros(time, event);
        return new KnownRow(
                computed,
                created == null ? arrival : created,
                Math.max(event, time.knownMicros(event, arrival, created)));
    }
}
