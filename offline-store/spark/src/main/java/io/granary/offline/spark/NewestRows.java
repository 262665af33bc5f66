package io.granary.offline.spark;

import io.granary.core.row.StoredRow;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Of the rows of one view and entity key, which are next to each other, keeps the greatest by the write rule. */
final class NewestRows implements MapPartitionsFunction<Row, Row> {

    static final String VIEW = "view";
    static final String KEY = "key";

    static final StructType SCHEMA = new StructType()
            .add(VIEW, DataTypes.IntegerType, false)
            .add(KEY, DataTypes.BinaryType, false)
            .add("stored", DataTypes.BinaryType, false);

    private static final long serialVersionUID = 1;

    static Row row(int view, byte[] key, byte[] stored) {
        return RowFactory.create(view, key, stored);
    }

    static int view(Row row) {
        return row.getInt(0);
    }

    static byte[] key(Row row) {
        return row.<byte[]>getAs(1);
    }

    static byte[] stored(Row row) {
        return row.<byte[]>getAs(2);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Greatest(rows);
    }

    private static final class Greatest implements Iterator<Row> {

        private final PeekingRows rows;

        Greatest(Iterator<Row> rows) {
            this.rows = new PeekingRows(rows);
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            Row greatest = rows.next();
            while (isSameKey(greatest, rows.peek())) {
                Row row = rows.next();
                greatest = StoredRow.compare(stored(row), stored(greatest)) > 0 ? row : greatest;
            }
            return greatest;
        }

        private static boolean isSameKey(Row left, @Nullable Row right) {
            return right != null && view(left) == view(right) && Arrays.equals(key(left), key(right));
        }
    }
}
