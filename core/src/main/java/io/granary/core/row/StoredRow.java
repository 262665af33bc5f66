package io.granary.core.row;

/**
 * A row as the online store and the feature log hold it: a header of {@value #HEADER_LENGTH} bytes, then the Avro body.
 *
 * <p>Header, big-endian: event timestamp (8, epoch microseconds with the sign bit flipped), created timestamp (8,
 * likewise), schema revision (4), format version (1), schema id (8). So the unsigned lexicographic order of whole rows
 * of one view is the write rule: event timestamp, then created timestamp, then schema revision, then body; within one
 * schema revision, format and schema id are equal.
 *
 * <p>Works on byte arrays so that the read path allocates nothing.
 */
public final class StoredRow {

    public static final int HEADER_LENGTH = 29;

    private StoredRow() {}

    public static byte[] encode(long eventMicros, long createdMicros, int schemaRevision, long schemaId, byte[] body) {
        throw new UnsupportedOperationException();
    }

    /** Epoch microseconds. */
    public static long eventMicros(byte[] row) {
        throw new UnsupportedOperationException();
    }

    /** Epoch microseconds. */
    public static long createdMicros(byte[] row) {
        throw new UnsupportedOperationException();
    }

    public static int schemaRevision(byte[] row) {
        throw new UnsupportedOperationException();
    }

    public static long schemaId(byte[] row) {
        throw new UnsupportedOperationException();
    }

    /** The write rule: negative when {@code left} loses to {@code right}, 0 when they are the same write. */
    public static int compare(byte[] left, byte[] right) {
        throw new UnsupportedOperationException();
    }
}
