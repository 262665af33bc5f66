package io.granary.core.row;

import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;

/** Values of one type to Avro binary and back; a value has its type's Java class and is not null. */
interface ValueCodec {

    static ValueCodec of(DataType type) {
        if (type instanceof ListType list) {
            return new ListCodec(of(list.element()));
        }
        if (type instanceof MapType map) {
            return new MapCodec(of(map.value()));
        }
        if (type instanceof VectorType vector) {
            return new VectorCodec(vector.dimension());
        }
        return ScalarCodec.of((ScalarType) type);
    }

    void write(Object value, BodyWriter out);

    Object read(BodyReader in);

    /** Passes over a value without making it; may notice less damage than {@link #read}. */
    void skip(BodyReader in);
}
