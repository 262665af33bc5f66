package io.granary.offline.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the sweep sorts: rows of views, and probes of entity rows. Both have a view, an entity key and the moment from
 * which the row is known, or for which the probe asks; at one moment rows come before probes.
 */
final class SweepRow {

    static final String VIEW = "view";
    static final String KEY = "key";
    static final String MICROS = "micros";
    static final String KIND = "kind";

    static final StructType SCHEMA = new StructType()
            .add(VIEW, DataTypes.IntegerType, false)
            .add(KEY, DataTypes.BinaryType, false)
            .add(MICROS, DataTypes.LongType, false)
            .add(KIND, DataTypes.IntegerType, false)
            .add("row", DataTypes.LongType, true)
            .add("role", DataTypes.IntegerType, true)
            .add("stored", DataTypes.BinaryType, true);

    private static final int VIEW_ROW = 0;
    private static final int PROBE = 1;

    private SweepRow() {}

    static Row viewRow(int view, byte[] key, long visibleMicros, byte[] stored) {
        return RowFactory.create(view, key, visibleMicros, VIEW_ROW, null, null, stored);
    }

    static Row probe(int view, byte[] key, long atMicros, long row, int role) {
        return RowFactory.create(view, key, atMicros, PROBE, row, role, null);
    }

    static int view(Row row) {
        return row.getInt(0);
    }

    static byte[] key(Row row) {
        return row.<byte[]>getAs(1);
    }

    static long micros(Row row) {
        return row.getLong(2);
    }

    static long entityRow(Row row) {
        return row.getLong(4);
    }

    static int role(Row row) {
        return row.getInt(5);
    }

    static byte @Nullable [] stored(Row row) {
        return row.<byte[]>getAs(6);
    }
}
