package io.granary.core.expression;

import dev.cel.common.values.CelByteString;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values between the Java classes of data types and those of CEL. Out of CEL, a value that its type cannot hold is an
 * {@link ArithmeticException} that says so; a FLOAT32 is rounded once, to the nearest.
 */
final class ValueMapping {

    private ValueMapping() {}

    /** @param value of a data type's Java class */
    static Object toCel(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof ByteBuffer buffer) {
            return CelByteString.of(bytes(buffer));
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() || isCel(list.get(0))
                    ? list
                    : list.stream().map(ValueMapping::toCel).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() || isCel(map.values().iterator().next()) ? map : toCel(map);
        }
        return value;
    }

    /** @param value of the CEL type that {@link TypeMapping} gives for the type */
    static Object fromCel(Object value, DataType type) {
        if (type instanceof ScalarType scalar) {
            return fromCel(value, scalar);
        }
        if (type instanceof ListType list) {
            return fromCel((List<?>) value, list.element());
        }
        if (type instanceof MapType map) {
            return fromCel((Map<?, ?>) value, map.value());
        }
        return vector((List<?>) value, ((VectorType) type).dimension());
    }

    private static boolean isCel(Object value) {
        return !(value instanceof Integer || value instanceof Float || value instanceof ByteBuffer);
    }

    private static Map<Object, Object> toCel(Map<?, ?> map) {
        Map<Object, Object> converted = new LinkedHashMap<>();
        map.forEach((key, element) -> converted.put(key, toCel(element)));
        return converted;
    }

    private static Object fromCel(Object value, ScalarType type) {
        return switch (type) {
            case INT32 -> int32((Long) value);
            case FLOAT32 -> float32((Double) value);
            case BYTES -> ByteBuffer.wrap(((CelByteString) value).toByteArray()).asReadOnlyBuffer();
            case TIMESTAMP -> timestamp((Instant) value);
            case FLOAT64 -> withoutNegativeZero((Double) value);
            case BOOL, INT64, STRING -> value;
        };
    }

    private static List<Object> fromCel(List<?> list, ScalarType element) {
        return list.stream().<Object>map(value -> fromCel(value, element)).toList();
    }

    private static Map<String, Object> fromCel(Map<?, ?> map, ScalarType type) {
        Map<String, Object> converted = new TreeMap<>();
        map.forEach((key, value) -> converted.put((String) key, fromCel(value, type)));
        return Collections.unmodifiableMap(converted);
    }

    private static List<Object> vector(List<?> list, int dimension) {
        if (list.size() != dimension) {
            throw new ArithmeticException("a list of " + list.size() + " is no VECTOR<FLOAT32, " + dimension + ">");
        }
        return fromCel(list, ScalarType.FLOAT32);
    }

    private static Object int32(long value) {
        if (value != (int) value) {
            throw new ArithmeticException(value + " is out of the range of INT32");
        }
        return (int) value;
    }

    private static Object float32(double value) {
        float narrowed = (float) value;
        if (Float.isInfinite(narrowed) && !Double.isInfinite(value)) {
            throw new ArithmeticException(value + " is out of the range of FLOAT32");
        }
        return narrowed == 0 ? 0f : narrowed;
    }

    private static Object withoutNegativeZero(Double value) {
        return value == 0 ? (Double) 0.0 : value;
    }

    private static Object timestamp(Instant value) {
        if (!value.truncatedTo(ChronoUnit.MICROS).equals(value)) {
            throw new ArithmeticException(value + " is finer than a microsecond");
        }
        return value;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
