package io.granary.offline.spark;

import io.granary.offline.engine.statistics.RowHash;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/** Hashes the columns of an entity row. */
final class HashedRow implements UDF1<Row, Long> {

    private static final long serialVersionUID = 1;

    private final RowHash.Purpose purpose;
    private final long seed;
    private transient @Nullable RowHash hash;

    HashedRow(RowHash.Purpose purpose, long seed) {
        this.purpose = purpose;
        this.seed = seed;
    }

    @Override
    public Long call(Row row) {
        @Nullable Object[] values = new @Nullable Object[row.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = SparkValues.fromSpark(row.get(i));
        }
        return hash().of(values);
    }

    private RowHash hash() {
        if (hash == null) {
            hash = new RowHash(purpose, seed);
        }
        return hash;
    }
}
