package io.granary.answers;

import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Single values in the union of all that a value may be; a number keeps its bits. */
final class LoggedValues {

    private static final int NULL = 0;
    private static final int BOOLEAN = 1;
    private static final int INT = 2;
    private static final int LONG = 3;
    private static final int FLOAT = 4;
    private static final int DOUBLE = 5;
    private static final int STRING = 6;
    private static final int BYTES = 7;
    private static final int ARRAY = 8;
    private static final int MAP = 9;

    private LoggedValues() {}

    static void writeAll(List<@Nullable Object> values, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(values.size());
        for (Object value : values) {
            out.startItem();
            write(value, out);
        }
        out.writeArrayEnd();
    }

    /** @param type of every value */
    static List<@Nullable Object> readAll(Decoder in, DataType type) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
            for (long i = 0; i < count; i++) {
                values.add(read(in, type));
            }
        }
        return values;
    }

    private static void write(@Nullable Object value, Encoder out) throws IOException {
        if (value instanceof List<?> list) {
            out.writeIndex(ARRAY);
            out.writeArrayStart();
            out.setItemCount(list.size());
            for (Object element : list) {
                out.startItem();
                writeScalar(element, out);
            }
            out.writeArrayEnd();
        } else if (value instanceof Map<?, ?> map) {
            out.writeIndex(MAP);
            out.writeMapStart();
            out.setItemCount(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.startItem();
                out.writeString((String) entry.getKey());
                writeScalar(entry.getValue(), out);
            }
            out.writeMapEnd();
        } else {
            writeScalar(value, out);
        }
    }

    private static void writeScalar(@Nullable Object value, Encoder out) throws IOException {
        if (value == null) {
            out.writeIndex(NULL);
            out.writeNull();
        } else if (value instanceof Boolean truth) {
            out.writeIndex(BOOLEAN);
            out.writeBoolean(truth);
        } else if (value instanceof Integer number) {
            out.writeIndex(INT);
            out.writeInt(number);
        } else if (value instanceof Float number) {
            out.writeIndex(FLOAT);
            out.writeFloat(number);
        } else if (value instanceof Double number) {
            out.writeIndex(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof String text) {
            out.writeIndex(STRING);
            out.writeString(text);
        } else if (value instanceof ByteBuffer bytes) {
            out.writeIndex(BYTES);
            out.writeBytes(bytes.duplicate());
        } else {
            out.writeIndex(LONG);
            out.writeLong(value instanceof Instant moment ? EpochMicros.of(moment) : (Long) value);
        }
    }

    private static @Nullable Object read(Decoder in, DataType type) throws IOException {
        int branch = in.readIndex();
        return switch (branch) {
            case ARRAY -> readList(in, type instanceof ListType list ? list.element() : ScalarType.FLOAT32);
            case MAP -> readMap(in, type instanceof MapType map ? map.value() : ScalarType.STRING);
            default -> readScalar(branch, in, type);
        };
    }

    private static List<@Nullable Object> readList(Decoder in, ScalarType element) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
            for (long i = 0; i < count; i++) {
                list.add(readScalar(in.readIndex(), in, element));
            }
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<String, @Nullable Object> readMap(Decoder in, ScalarType value) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (long count = in.readMapStart(); count != 0; count = in.mapNext()) {
            for (long i = 0; i < count; i++) {
                map.put(in.readString(), readScalar(in.readIndex(), in, value));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static @Nullable Object readScalar(int branch, Decoder in, DataType type) throws IOException {
        switch (branch) {
            case NULL -> {
                in.readNull();
                return null;
            }
            case BOOLEAN -> {
                return in.readBoolean();
            }
            case INT -> {
                return in.readInt();
            }
            case LONG -> {
                long number = in.readLong();
                return type == ScalarType.TIMESTAMP ? EpochMicros.toInstant(number) : (Object) number;
            }
            case FLOAT -> {
                return in.readFloat();
            }
            case DOUBLE -> {
                return in.readDouble();
            }
            case STRING -> {
                return in.readString();
            }
            case BYTES -> {
                return in.readBytes(null).asReadOnlyBuffer();
            }
            default -> throw new AvroTypeException("a value of branch " + branch + " is none of " + type.text());
        }
    }
}
