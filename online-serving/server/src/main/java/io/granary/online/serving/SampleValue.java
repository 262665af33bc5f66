package io.granary.online.serving;

import io.granary.core.type.Coercion;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes up a value of each type, for warming up. */
public final class SampleValue {

    private static final List<Integer> NUMBERS = List.of(0, 1);

    private SampleValue() {}

    /** As rows have it. */
    static Object of(DataType type) {
        return Objects.requireNonNull(Coercion.coerce(loose(type), type, "sample"));
    }

    /** As JSON, for the n-th entity row of a request. */
    public static String json(DataType type, int n) {
        if (type instanceof ListType list) {
            return "[" + json(list.element(), n) + "]";
        }
        if (type instanceof MapType map) {
            return "{\"sample\": " + json(map.value(), n) + "}";
        }
        if (type instanceof VectorType vector) {
            return Collections.nCopies(vector.dimension(), "0.5").toString();
        }
        return switch ((ScalarType) type) {
            case BOOL -> "true";
            case INT32, INT64 -> Integer.toString(n);
            case FLOAT32, FLOAT64 -> n + ".5";
            case STRING -> "\"sample-" + n + "\"";
            case BYTES -> "\"c2FtcGxl\"";
            case TIMESTAMP -> "\"2001-01-15T12:00:00Z\"";
        };
    }

    private static Object loose(DataType type) {
        if (type instanceof ListType list) {
            return NUMBERS.stream().map(ignored -> loose(list.element())).toList();
        }
        if (type instanceof MapType map) {
            return Map.of("sample", loose(map.value()));
        }
        if (type instanceof VectorType vector) {
            return Collections.nCopies(vector.dimension(), 0.5);
        }
        return switch ((ScalarType) type) {
            case BOOL -> true;
            case INT32, INT64 -> 12_345;
            case FLOAT32, FLOAT64 -> 12.375;
            case STRING -> "sample";
            case BYTES -> new byte[8];
            case TIMESTAMP -> "2001-01-15T12:00:00Z";
        };
    }
}
