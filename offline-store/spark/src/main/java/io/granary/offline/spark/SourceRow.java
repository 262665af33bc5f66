package io.granary.offline.spark;

import io.granary.core.expression.Variables;
import io.granary.offline.engine.plan.RowTime;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** One row of a source, typed, with what is known of how it came. */
final class SourceRow implements Variables {

    private final Columns.Reader reader;
    private final Row row;
    private final @Nullable Object[] values;
    private final @Nullable Long createdMicros;

    /** @param createdMicros as the source declares it, in epoch microseconds, or null */
    SourceRow(Columns.Reader reader, Row row, @Nullable Object[] values, @Nullable Long createdMicros) {
        this.reader = reader;
        this.row = row;
        this.values = values;
        this.createdMicros = createdMicros;
    }

    @Override
    public @Nullable Object value(String name) {
        return values[reader.position(name)];
    }

    /** As the source declares it, in epoch microseconds, or null. */
    @Nullable
    Long createdMicros() {
        return createdMicros;
    }

    /** Whether the row comes from a topic, not from a table. */
    boolean isRecord() {
        return isRecord(row, values.length);
    }

    /** Of a record. */
    int partition() {
        return row.getInt(values.length);
    }

    /** Of a record. */
    long offset() {
        return row.getLong(values.length + 1);
    }

    /** When it came, in epoch microseconds: a record by itself, a row of a table as its source says. */
    long arrivalMicros(RowTime time, long eventMicros) {
        return isRecord() ? row.getLong(values.length + 2) : time.arrivalMicros(eventMicros, createdMicros);
    }

    static boolean isRecord(Row row, int columns) {
        return !row.isNullAt(columns);
    }
}
