package io.granary.core.row;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import org.jspecify.annotations.Nullable;

/** Values of one column, as the Avro union of null and the column's type. */
record ColumnCodec(Column column, ValueCodec values) {

    private static final int NULL = 0;
    private static final int VALUE = 1;

    static ColumnCodec of(Column column) {
        return new ColumnCodec(column, ValueCodec.of(column.type()));
    }

    void requireSame(Column wanted) {
        if (!column.equals(wanted)) {
            throw GranaryException.invalid(
                    "type of " + column.name(),
                    wanted.type().text(),
                    column.type().text() + ", as rows were written");
        }
    }

    void write(@Nullable Object value, BodyWriter out) {
        if (value == null) {
            out.writeLong(NULL);
            return;
        }
        out.writeLong(VALUE);
        try {
            values.write(value, out);
        } catch (ClassCastException | NullPointerException e) {
            throw GranaryException.invalid(
                    column.name(),
                    value.getClass().getSimpleName(),
                    "the Java class of " + column.type().text());
        }
    }

    @Nullable
    Object read(BodyReader in) {
        return in.readIsNull() ? null : values.read(in);
    }

    void skip(BodyReader in) {
        if (!in.readIsNull()) {
            values.skip(in);
        }
    }
}
