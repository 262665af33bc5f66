package io.granary.core.row;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A row as the online store and the feature log hold it: a header of {@value #HEADER_LENGTH} bytes, then the Avro body.
 *
 * <p>Header, big-endian: event timestamp (8, epoch microseconds with the sign bit flipped), created timestamp (8,
 * likewise), schema revision (4), format version (1), schema id (8). So the unsigned lexicographic order of whole rows
 * of one view is the write rule: event timestamp, then created timestamp, then schema revision, then body; within one
 * schema revision, format and schema id are equal.
 *
 * <p>Works on byte arrays so that the read path allocates nothing. Every reading method fails with INTERNAL when the
 * array is shorter than a header.
 */
public final class StoredRow {

    public static final int HEADER_LENGTH = 29;

    static final byte FORMAT_VERSION = 1;

    private static final int CREATED = 8;
    private static final int REVISION = 16;
    private static final int FORMAT = 20;
    private static final int SCHEMA_ID = 21;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private StoredRow() {}

    /** @throws GranaryException (INVALID_ARGUMENT) when the schema revision is negative */
    public static byte[] encode(long eventMicros, long createdMicros, int schemaRevision, long schemaId, byte[] body) {
        if (schemaRevision < 0) {
            throw GranaryException.invalid("schema revision", schemaRevision, ">= 0");
        }
        return ByteBuffer.allocate(HEADER_LENGTH + body.length)
                .putLong(eventMicros ^ Long.MIN_VALUE)
                .putLong(createdMicros ^ Long.MIN_VALUE)
                .putInt(schemaRevision)
                .put(FORMAT_VERSION)
                .putLong(schemaId)
                .put(body)
                .array();
    }

    /**
     * The row itself, when it has a header that this version reads.
     *
     * @throws GranaryException (INTERNAL) when it is shorter than a header or of another format version
     */
    public static byte[] requireReadable(byte[] row) {
        requireHeader(row);
        if (row[FORMAT] != FORMAT_VERSION) {
            throw unreadable("format version " + row[FORMAT] + ", expected " + FORMAT_VERSION);
        }
        return row;
    }

    /** Epoch microseconds. */
    public static long eventMicros(byte[] row) {
        requireHeader(row);
        return (long) LONG.get(row, 0) ^ Long.MIN_VALUE;
    }

    /** What rows with an event timestamp start with; rows with a lesser one are less than it, all others greater. */
    public static byte[] orderedMoment(long eventMicros) {
        return ByteBuffer.allocate(Long.BYTES)
                .putLong(eventMicros ^ Long.MIN_VALUE)
                .array();
    }

    /** Epoch microseconds. */
    public static long createdMicros(byte[] row) {
        requireHeader(row);
        return (long) LONG.get(row, CREATED) ^ Long.MIN_VALUE;
    }

    /** Of a row that starts at an offset of an array and is known to have a header; epoch microseconds. */
    public static long eventMicros(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset) ^ Long.MIN_VALUE;
    }

    /** Of a row that starts at an offset of an array and is known to have a header. */
    public static long schemaId(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + SCHEMA_ID);
    }

    public static int schemaRevision(byte[] row) {
        requireHeader(row);
        return (int) INT.get(row, REVISION);
    }

    public static long schemaId(byte[] row) {
        requireHeader(row);
        return (long) LONG.get(row, SCHEMA_ID);
    }

    /** The write rule: negative when {@code left} loses to {@code right}, 0 when they are the same write. */
    public static int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    private static void requireHeader(byte[] row) {
        if (row.length < HEADER_LENGTH) {
            throw unreadable(row.length + " bytes, expected a header of " + HEADER_LENGTH);
        }
    }

    private static GranaryException unreadable(String reason) {
        return new GranaryException(ErrorCode.INTERNAL, "Cannot read stored row: " + reason);
    }
}
