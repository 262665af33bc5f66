package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.plan.SourceAtRest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** When the newest row of a table was known, in epoch microseconds; only its columns of times are read. */
final class NewestMoment implements MapPartitionsFunction<Row, Long> {

    private static final long serialVersionUID = 1;

    private final Columns columns;

    private NewestMoment(Columns columns) {
        this.columns = columns;
    }

    /** {@link Long#MIN_VALUE} when there is no row. */
    static long of(SourceTable table, Knowledge knowledge) {
        SourceAtRest source = table.source();
        List<Column> times = new ArrayList<>();
        add(times, table, source.eventTimestamp());
        if (knowledge != Knowledge.EVENT_TIME) {
            add(times, table, source.createdTimestamp());
        }
        Columns columns = new Columns(times);
        return table
                .log()
                .rows(columns.names())
                .mapPartitions(new NewestMoment(columns), Encoders.LONG())
                .collectAsList()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static void add(List<Column> times, SourceTable table, @Nullable String column) {
        if (column != null && table.log().hasColumn(column)) {
            times.add(new Column(column, ScalarType.TIMESTAMP));
        }
    }

    @Override
    public Iterator<Long> call(Iterator<Row> rows) {
        Columns.Reader reader = new Columns.Reader(columns);
        long newest = Long.MIN_VALUE;
        while (rows.hasNext()) {
            newest = Math.max(newest, newest(reader, rows.next()));
        }
        return List.of(newest).iterator();
    }

    private static long newest(Columns.Reader reader, Row row) {
        long newest = Long.MIN_VALUE;
        try {
            for (Object value : reader.read(row)) {
                if (value instanceof Instant moment) {
                    newest = Math.max(newest, SparkValues.micros(moment));
                }
            }
        } catch (GranaryException e) {
            // The join reads the row, too, and says what is wrong with it and where.
            return Long.MIN_VALUE;
        }
        return newest;
    }
}
