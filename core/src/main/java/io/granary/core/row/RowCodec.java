package io.granary.core.row;

import io.granary.core.GranaryException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Values of one row schema to an Avro binary body and back. Canonical: equal values give equal bytes; to that end maps
 * are sorted, -0.0 is written as 0.0, and all NaN alike. Every column is the union [null, type]. Immutable and safe for
 * threads.
 */
public final class RowCodec {

    private final RowSchema schema;
    private final ColumnCodec[] columns;

    private RowCodec(RowSchema schema) {
        this.schema = schema;
        this.columns = schema.columns().stream().map(ColumnCodec::of).toArray(ColumnCodec[]::new);
    }

    public static RowCodec of(RowSchema schema) {
        return new RowCodec(schema);
    }

    public RowSchema schema() {
        return schema;
    }

    /**
     * The Avro schema of the bodies, for readers that know Avro but not Granary: TIMESTAMP is timestamp-micros, VECTOR an
     * array of float.
     */
    public Schema avroSchema() {
        return RowAvroSchema.of(schema);
    }

    /**
     * Encodes one row.
     *
     * @param values in the order of the schema's columns, of their Java classes; null is a null
     * @throws GranaryException (INVALID_ARGUMENT) naming the column whose value is of another class
     */
    public byte[] encode(@Nullable Object[] values) {
        if (values.length != columns.length) {
            throw GranaryException.invalid("row values", values.length, columns.length + " values");
        }
        BodyWriter out = new BodyWriter();
        for (int i = 0; i < columns.length; i++) {
            columns[i].write(values[i], out);
        }
        return out.toByteArray();
    }

    /**
     * The values in the order of the schema's columns, of a body from {@code offset} to the end of the array. Values of
     * BYTES share the array.
     *
     * @throws GranaryException (INTERNAL) when the bytes are not exactly one body of this schema
     */
    public @Nullable Object[] decode(byte[] bytes, int offset) {
        BodyReader in = new BodyReader(bytes, offset);
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i].read(in);
        }
        in.requireEnd();
        return values;
    }
}
