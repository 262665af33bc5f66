package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A materialization of one view that ended well.
 *
 * @param field the view's generation, {@code view@generation}
 * @param schemaRevision of the rows that were written
 * @param from the first moment that was taken; null: every row up to {@code until}
 * @param until rows with a later event timestamp were not written
 * @param runStart when it began; the created timestamp of rows whose source declares none
 * @param watermark up to which no row is missing, by the clock that the view's source is materialized by; null when this
 *     run does not say, or says it by a snapshot
 * @param rowsRead rows of the source that were looked at
 * @param rowsWritten to the feature log
 * @param snapshot up to which no row is missing; null when this run does not say, or the view is not materialized by
 *     snapshots of its table
 */
public record MaterializationRun(
        String view,
        String field,
        int schemaRevision,
        @Nullable Instant from,
        Instant until,
        Instant runStart,
        @Nullable Instant watermark,
        long rowsRead,
        long rowsWritten,
        @Nullable SnapshotWatermark snapshot) {

    public MaterializationRun {
        requireNonNull(view, "view");
        requireNonNull(field, "field");
        requireNonNull(until, "until");
        requireNonNull(runStart, "runStart");
    }
}
