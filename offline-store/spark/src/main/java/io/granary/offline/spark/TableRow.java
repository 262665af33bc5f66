package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.plan.RowTime;
import org.jspecify.annotations.Nullable;

/** A row of a table, which came when its source says. */
final class TableRow implements SourceRow {

    private final Columns.Reader reader;
    private final @Nullable Object[] values;
    private final @Nullable Long createdMicros;

    TableRow(Columns.Reader reader, @Nullable Object[] values, @Nullable Long createdMicros) {
        this.reader = reader;
        this.values = values;
        this.createdMicros = createdMicros;
    }

    @Override
    public @Nullable Object value(String name) {
        return values[reader.position(name)];
    }

    @Override
    public @Nullable Long createdMicros() {
        return createdMicros;
    }

    @Override
    public long arrivalMicros(RowTime time, long eventMicros) {
        return time.arrivalMicros(eventMicros, createdMicros);
    }

    @Override
    public @Nullable ArchivedRecord record() {
        return null;
    }
}
