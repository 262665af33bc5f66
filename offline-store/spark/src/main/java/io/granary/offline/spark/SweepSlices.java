package io.granary.offline.spark;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Spreads the rows of hot entity keys over slices of time. Each slice is an entity key of its own to the sweep. */
final class SweepSlices implements FlatMapFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    /** No key is hot. */
    static final SweepSlices NONE = new SweepSlices(Map.of());

    private final HashMap<SweepKey, TimeSlices> slices;

    SweepSlices(Map<SweepKey, TimeSlices> slices) {
        this.slices = new HashMap<>(slices);
    }

    /** Rows as {@link SweepRow} has them, of which some are in slices. */
    Dataset<Row> of(Dataset<Row> rows) {
        return slices.isEmpty() ? rows : rows.flatMap(this, Encoders.row(SweepRow.SCHEMA));
    }

    @Override
    public Iterator<Row> call(Row row) {
        TimeSlices found = slices.get(new SweepKey(SweepRow.view(row), SweepRow.key(row)));
        if (found == null) {
            return Collections.singleton(row).iterator();
        }
        long micros = SweepRow.micros(row);
        int first = found.of(micros);
        int last = SweepRow.isProbe(row) ? first : found.lastWith(micros);
        return IntStream.rangeClosed(first, last)
                .mapToObj(slice -> SweepRow.inSlice(row, slice))
                .iterator();
    }

    /** By key; empty: no key is hot. */
    Map<SweepKey, TimeSlices> byKey() {
        return slices;
    }
}
