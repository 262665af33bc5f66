package io.granary.offline.spark;

import io.granary.core.row.StoredRow;
import io.granary.core.view.FeatureStatus;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What the sweep found for one probe; joined back to its entity row by the row's number. */
final class AnswerRow {

    static final String ROW = "row";
    static final String ROLE = "role";
    static final String TOO_OLD = "too_old";
    static final String STORED = "stored";

    /** The role of the entity row itself, which comes before the answers to its probes. */
    static final int ENTITY_ROW = -1;

    static final StructType SCHEMA = new StructType()
            .add(ROW, DataTypes.LongType, false)
            .add(ROLE, DataTypes.IntegerType, false)
            .add(TOO_OLD, DataTypes.BooleanType, true)
            .add(STORED, DataTypes.BinaryType, true);

    private AnswerRow() {}

    static Row found(long row, int role, byte[] stored) {
        return RowFactory.create(row, role, false, stored);
    }

    static Row tooOld(long row, int role) {
        return RowFactory.create(row, role, true, null);
    }

    static Row notFound(long row, int role) {
        return RowFactory.create(row, role, false, null);
    }

    /** The same as Spark moves it: found, or with no stored row, too old. */
    static InternalRow internal(long row, int role, byte @Nullable [] stored) {
        return new GenericInternalRow(new @Nullable Object[] {row, role, stored == null, stored});
    }

    /** Of two answers to one probe, that of the greater row by the write rule; one that is too old is less than any other. */
    static Row greater(Row one, Row other) {
        byte[] left = stored(one);
        byte[] right = stored(other);
        if (left == null || right == null) {
            return left == null ? other : one;
        }
        return StoredRow.compare(left, right) < 0 ? other : one;
    }

    static long row(Row row) {
        return row.getLong(0);
    }

    static int role(Row row) {
        return row.getInt(1);
    }

    /** Of the row as a whole: a value in it may still be null. */
    static FeatureStatus status(Row row) {
        if (row.getBoolean(2)) {
            return FeatureStatus.OUTSIDE_MAX_AGE;
        }
        return stored(row) == null ? FeatureStatus.NOT_FOUND : FeatureStatus.PRESENT;
    }

    static byte @Nullable [] stored(Row row) {
        return row.<byte[]>getAs(3);
    }
}
