package io.granary.offline.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One page of the window states of one view and entity key. */
final class PageRow {

    static final StructType SCHEMA = new StructType()
            .add("view", DataTypes.IntegerType, false)
            .add("key", DataTypes.BinaryType, false)
            .add("field", DataTypes.IntegerType, false)
            .add("page", DataTypes.BinaryType, false);

    private PageRow() {}

    static Row of(int view, byte[] key, int field, byte[] page) {
        return RowFactory.create(view, key, field, page);
    }

    static int view(Row row) {
        return row.getInt(0);
    }

    static byte[] key(Row row) {
        return row.<byte[]>getAs(1);
    }

    /** Ordinal in the view's layout. */
    static int field(Row row) {
        return row.getInt(2);
    }

    static byte[] page(Row row) {
        return row.<byte[]>getAs(3);
    }
}
