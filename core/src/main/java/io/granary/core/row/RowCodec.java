package io.granary.core.row;

import org.jspecify.annotations.Nullable;

/**
 * Values of one row schema to an Avro binary body and back. Canonical: equal values give equal bytes. Every column is
 * the union [null, type]. Immutable and safe for threads.
 */
public final class RowCodec {

    private RowCodec(RowSchema schema) {}

    public static RowCodec of(RowSchema schema) {
        return new RowCodec(schema);
    }

    public RowSchema schema() {
        throw new UnsupportedOperationException();
    }

    /** @param values in the order of the schema's columns, of their Java classes; null is a null */
    public byte[] encode(@Nullable Object[] values) {
        throw new UnsupportedOperationException();
    }

    /** The values in the order of the schema's columns, of a body that starts at {@code offset} of the array. */
    public @Nullable Object[] decode(byte[] bytes, int offset) {
        throw new UnsupportedOperationException();
    }
}
