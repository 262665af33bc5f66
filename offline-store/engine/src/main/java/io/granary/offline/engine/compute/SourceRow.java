package io.granary.offline.engine.compute;

import io.granary.archive.ArchivedRecord;
import io.granary.core.expression.Variables;
import io.granary.offline.engine.plan.RowTime;
import org.jspecify.annotations.Nullable;

/** One row of a source, typed, with what is known of how it came. */
public interface SourceRow extends Variables {

    /** As the source declares it, in epoch microseconds, or null. */
    @Nullable
    Long createdMicros();

    /** When it came, in epoch microseconds. */
    long arrivalMicros(RowTime time, long eventMicros);

    /** What it was in its topic; null: it is of a table. */
    @Nullable
    ArchivedRecord record();
}
