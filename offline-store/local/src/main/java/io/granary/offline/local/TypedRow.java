package io.granary.offline.local;

import io.granary.archive.ArchivedRecord;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.plan.RowTime;
import org.jspecify.annotations.Nullable;

/**
 * A row of a source's table.
 *
 * @param values in the order of the source's columns
 * @param created its created timestamp, else its arrival, in epoch microseconds
 */
record TypedRow(TypedSource source, @Nullable Object[] values, long created) implements SourceRow {

    @Override
    public @Nullable Object value(String name) {
        return values[source.position(name)];
    }

    @Override
    public Long createdMicros() {
        return created;
    }

    @Override
    public long arrivalMicros(RowTime time, long eventMicros) {
        return created;
    }

    @Override
    public @Nullable ArchivedRecord record() {
        return null;
    }
}
