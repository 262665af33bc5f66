package io.granary.online.serving.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** Writes the schema of a table. */
final class ArrowSchema {

    private final FlatBufferBuilder builder;

    private ArrowSchema(FlatBufferBuilder builder) {
        this.builder = builder;
    }

    /** The offset of the schema in the builder. */
    static int write(List<ArrowColumn> columns, Map<String, String> metadata, FlatBufferBuilder builder) {
        ArrowSchema schema = new ArrowSchema(builder);
        int[] fields = columns.stream()
                .mapToInt(column -> schema.field(column.name(), column.type(), true))
                .toArray();
        int[] pairs = metadata.entrySet().stream()
                .mapToInt(pair -> schema.pair(pair.getKey(), pair.getValue()))
                .toArray();
        int fieldsVector = Schema.createFieldsVector(builder, fields);
        int pairsVector = pairs.length == 0 ? 0 : Schema.createCustomMetadataVector(builder, pairs);
        return Schema.createSchema(builder, Endianness.Little, fieldsVector, pairsVector, 0);
    }

    private int pair(String name, String value) {
        return KeyValue.createKeyValue(builder, builder.createString(name), builder.createString(value));
    }

    private int field(String name, DataType type, boolean nullable) {
        if (type instanceof ScalarType scalar) {
            return field(name, nullable, typeOf(scalar), scalar(scalar));
        }
        if (type instanceof ListType list) {
            int element = field("item", list.element(), true);
            org.apache.arrow.flatbuf.List.startList(builder);
            return field(name, nullable, Type.List, org.apache.arrow.flatbuf.List.endList(builder), element);
        }
        if (type instanceof VectorType vector) {
            int element = field("item", ScalarType.FLOAT32, true);
            int size = FixedSizeList.createFixedSizeList(builder, vector.dimension());
            return field(name, nullable, Type.FixedSizeList, size, element);
        }
        return map(name, nullable, (MapType) type);
    }

    private int map(String name, boolean nullable, MapType type) {
        int key = field("key", ScalarType.STRING, false);
        int value = field("value", type.value(), true);
        Struct_.startStruct_(builder);
        int entries = field("entries", false, Type.Struct_, Struct_.endStruct_(builder), key, value);
        return field(name, nullable, Type.Map, org.apache.arrow.flatbuf.Map.createMap(builder, true), entries);
    }

    private int field(String name, boolean nullable, byte typeType, int type, int... children) {
        int text = builder.createString(name);
        return Field.createField(
                builder, text, nullable, typeType, type, 0, Field.createChildrenVector(builder, children), 0);
    }

    private static byte typeOf(ScalarType type) {
        return switch (type) {
            case BOOL -> Type.Bool;
            case INT32, INT64 -> Type.Int;
            case FLOAT32, FLOAT64 -> Type.FloatingPoint;
            case STRING -> Type.Utf8;
            case BYTES -> Type.Binary;
            case TIMESTAMP -> Type.Timestamp;
        };
    }

    private int scalar(ScalarType type) {
        return switch (type) {
            case BOOL -> {
                Bool.startBool(builder);
                yield Bool.endBool(builder);
            }
            case INT32 -> Int.createInt(builder, Integer.SIZE, true);
            case INT64 -> Int.createInt(builder, Long.SIZE, true);
            case FLOAT32 -> FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
            case FLOAT64 -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            case STRING -> {
                Utf8.startUtf8(builder);
                yield Utf8.endUtf8(builder);
            }
            case BYTES -> {
                Binary.startBinary(builder);
                yield Binary.endBinary(builder);
            }
            case TIMESTAMP -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString("UTC"));
        };
    }
}
