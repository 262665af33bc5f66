package io.granary.online.serving.protobuf;

import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a request gave without a plan that knows its type: in the type that its Java class stands for. */
public final class ProtobufEcho {

    private ProtobufEcho() {}

    public static void write(@Nullable Object value, ProtobufValues values) {
        if (value instanceof List<?> list) {
            values.list(list, element -> write(element, values));
        } else if (value instanceof Map<?, ?> map) {
            values.map(map, element -> write(element, values));
        } else if (value != null) {
            values.write(value, typeOf(value));
        }
    }

    private static ScalarType typeOf(Object value) {
        if (value instanceof Number number) {
            return typeOf(number);
        }
        if (value instanceof Boolean) {
            return ScalarType.BOOL;
        }
        if (value instanceof Instant) {
            return ScalarType.TIMESTAMP;
        }
        return value instanceof ByteBuffer ? ScalarType.BYTES : ScalarType.STRING;
    }

    private static ScalarType typeOf(Number number) {
        if (number instanceof Integer) {
            return ScalarType.INT32;
        }
        if (number instanceof Long) {
            return ScalarType.INT64;
        }
        return number instanceof Float ? ScalarType.FLOAT32 : ScalarType.FLOAT64;
    }
}
