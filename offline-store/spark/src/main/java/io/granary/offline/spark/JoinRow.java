package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.shiftrightunsigned;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;

/**
 * What the as-of join sorts, in the form in which Spark moves it: rows of plain views, and probes of entity rows. Each has an
 * {@link JoinKeys entity key with its view} and a moment: from when on a row is seen, or at which a probe looks.
 */
final class JoinRow {

    static final String PLACE = "place";

    static final StructType SCHEMA = new StructType()
            .add(PLACE, DataTypes.LongType, false)
            .add("micros", DataTypes.LongType, false)
            .add("role", DataTypes.IntegerType, false)
            .add("number", DataTypes.LongType, false)
            .add("key", DataTypes.BinaryType, false)
            .add("stored", DataTypes.BinaryType, true);

    /** In the place of a role, which makes rows come before probes of their moment. */
    private static final int NO_ROLE = -1;

    private static final int GROUP_BITS = 32;
    private static final int KEY = 4;

    private JoinRow() {}

    /** @param stored as the online store would hold it */
    static InternalRow viewRow(long place, byte[] key, long seenMicros, byte[] stored) {
        return new GenericInternalRow(new Object[] {place, seenMicros, NO_ROLE, 0L, key, stored});
    }

    /** @param number of the entity row */
    static InternalRow probe(long place, byte[] key, long atMicros, long number, int role) {
        return new GenericInternalRow(new Object[] {place, atMicros, role, number, key, null});
    }

    /** What rows of one entity key have in common, and few others. */
    static Column group() {
        return shiftrightunsigned(col(PLACE), GROUP_BITS);
    }

    static long place(InternalRow row) {
        return row.getLong(0);
    }

    static int group(InternalRow row) {
        return (int) (place(row) >>> GROUP_BITS);
    }

    static long micros(InternalRow row) {
        return row.getLong(1);
    }

    /** Of a row of a view, -1. */
    static int role(InternalRow row) {
        return row.getInt(2);
    }

    static boolean isProbe(InternalRow row) {
        return role(row) != NO_ROLE;
    }

    /** Of a probe, the number of its entity row. */
    static long number(InternalRow row) {
        return row.getLong(3);
    }

    static byte[] key(InternalRow row) {
        return row.getBinary(KEY);
    }

    /** Of a row of a view. */
    static byte[] stored(InternalRow row) {
        return row.getBinary(5);
    }

    /** Whether a row has a key, without a copy of it. */
    static boolean hasKey(UnsafeRow row, byte[] key) {
        long place = row.getLong(KEY);
        return (int) place == key.length
                && ByteArrayMethods.arrayEquals(
                        row.getBaseObject(), keyOffset(row, place), key, Platform.BYTE_ARRAY_OFFSET, key.length);
    }

    /** The order of entity keys, whatever it is. */
    static int compareKeys(UnsafeRow left, UnsafeRow right) {
        long one = left.getLong(KEY);
        long other = right.getLong(KEY);
        int difference = Integer.compare((int) one, (int) other);
        for (int i = 0; difference == 0 && i < (int) one; i++) {
            difference = Byte.compare(
                    Platform.getByte(left.getBaseObject(), keyOffset(left, one) + i),
                    Platform.getByte(right.getBaseObject(), keyOffset(right, other) + i));
        }
        return difference;
    }

    /** An unsafe row has offset and length of binary values in the place of fixed ones. */
    private static long keyOffset(UnsafeRow row, long place) {
        return row.getBaseOffset() + (place >>> Integer.SIZE);
    }
}
