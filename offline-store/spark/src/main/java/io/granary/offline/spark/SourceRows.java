package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.plan.SourceAtRest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one source's table. A row that fails fails the job in the end. Not safe for threads. */
final class SourceRows {

    private final SourceAtRest source;
    private final Columns.Reader reader;
    private final FailedRows failed;
    private final List<String> names;
    private final int eventPosition;
    private final int createdPosition;

    SourceRows(SourceAtRest source, Columns columns, FailedRows failed) {
        this.source = source;
        this.failed = failed;
        reader = new Columns.Reader(columns);
        names = columns.names();
        eventPosition =
                source.stream() == null ? -1 : reader.position(source.stream().eventTimestamp());
        String created = source.createdTimestamp();
        createdPosition = created == null ? -1 : reader.position(created);
    }

    /** The row, or null when it cannot be read, or belongs to the part of the timeline that comes from elsewhere. */
    @Nullable
    SourceRow read(Row row) {
        try {
            @Nullable Object[] values = reader.read(row);
            return belongs(values) ? new TableRow(reader, values, createdMicros(values)) : null;
        } catch (GranaryException e) {
            fail(row, e);
            return null;
        }
    }

    /** Says that something could not be made of a row. */
    void fail(Row row, GranaryException failure) {
        @Nullable Object[] values = new @Nullable Object[names.size()];
        Arrays.setAll(values, row::get);
        failed.add(FailedRows.located(source.source().name(), names, values, failure));
    }

    /** What is after the end of a stream's history comes from its topic only. */
    private boolean belongs(@Nullable Object[] values) {
        StreamSource.History history = source.history();
        return history == null || !(values[eventPosition] instanceof Instant event) || event.isBefore(history.until());
    }

    private @Nullable Long createdMicros(@Nullable Object[] values) {
        return createdPosition >= 0 && values[createdPosition] instanceof Instant created
                ? SparkValues.micros(created)
                : null;
    }
}
