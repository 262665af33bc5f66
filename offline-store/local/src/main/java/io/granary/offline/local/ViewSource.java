package io.granary.offline.local;

import io.granary.offline.engine.plan.SourceAtRest;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a view come from.
 *
 * @param table that its source has at rest; null: it has none
 * @param archived the table of DuckDB with what {@link ArchivedView} made of archived records; null: none is read
 */
record ViewSource(
        SourceAtRest atRest,
        @Nullable TypedSource table,
        @Nullable String archived) {}
