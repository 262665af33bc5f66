package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a table of which a view has every row.
 *
 * @param table its name, with its catalog's
 * @param id of the snapshot
 * @param since the snapshot after which the run took what came; null: it took everything
 * @param leftOutAfter rows with later event timestamps are missing all the same; null: none is
 */
public record SnapshotWatermark(
        String table,
        long id,
        @Nullable Long since,
        @Nullable Instant leftOutAfter) {

    public SnapshotWatermark {
        requireNonNull(table, "table");
    }
}
