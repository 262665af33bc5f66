package io.granary.core.row;

import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The Avro schema of the bodies that {@link RowCodec} writes. */
final class RowAvroSchema {

    private RowAvroSchema() {}

    static Schema of(RowSchema schema) {
        List<Schema.Field> fields =
                schema.columns().stream().map(RowAvroSchema::field).toList();
        return Schema.createRecord("Row", null, "io.granary", false, fields);
    }

    private static Schema.Field field(Column column) {
        Schema nullable = Schema.createUnion(Schema.create(Schema.Type.NULL), of(column.type()));
        return new Schema.Field(column.name(), nullable, null, Schema.Field.NULL_DEFAULT_VALUE);
    }

    private static Schema of(DataType type) {
        if (type instanceof ScalarType scalar) {
            return of(scalar);
        }
        if (type instanceof MapType map) {
            return Schema.createMap(of(map.value()));
        }
        return Schema.createArray(type instanceof ListType list ? of(list.element()) : of(ScalarType.FLOAT32));
    }

    private static Schema of(ScalarType type) {
        return switch (type) {
            case BOOL -> Schema.create(Schema.Type.BOOLEAN);
            case INT32 -> Schema.create(Schema.Type.INT);
            case INT64 -> Schema.create(Schema.Type.LONG);
            case FLOAT32 -> Schema.create(Schema.Type.FLOAT);
            case FLOAT64 -> Schema.create(Schema.Type.DOUBLE);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BYTES -> Schema.create(Schema.Type.BYTES);
            case TIMESTAMP -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        };
    }
}
