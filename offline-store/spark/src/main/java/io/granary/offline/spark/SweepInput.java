package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.offline.engine.compute.SourceRow;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Makes of rows of a source what the sweep needs of them for one view. Not safe for threads. */
interface SweepInput {

    /**
     * A row as {@link SweepRow} has it, or null when the view does not take it.
     *
     * @throws GranaryException when the view cannot be computed
     */
    @Nullable
    Row compute(SourceRow row);
}
