package io.granary.core.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The CEL type of each data type: CEL has one integer type (64 bits) and one floating-point type (64 bits). */
final class TypeMapping {

    /** The widest scalar of each CEL type. */
    private static final List<ScalarType> WIDEST = List.of(
            ScalarType.BOOL,
            ScalarType.INT64,
            ScalarType.FLOAT64,
            ScalarType.STRING,
            ScalarType.BYTES,
            ScalarType.TIMESTAMP);

    private TypeMapping() {}

    static CelType of(DataType type) {
        if (type instanceof ScalarType scalar) {
            return of(scalar);
        }
        if (type instanceof ListType list) {
            return dev.cel.common.types.ListType.create(of(list.element()));
        }
        if (type instanceof MapType map) {
            return dev.cel.common.types.MapType.create(SimpleType.STRING, of(map.value()));
        }
        return dev.cel.common.types.ListType.create(SimpleType.DOUBLE);
    }

    /** The widest scalar type that is that type to CEL, or null. */
    static @Nullable ScalarType findScalar(CelType type) {
        return WIDEST.stream()
                .filter(scalar -> of(scalar).equals(type))
                .findFirst()
                .orElse(null);
    }

    /** The type as an expression's author calls it. */
    static String text(CelType type) {
        return text(CelTypes.format(type));
    }

    /** A message of CEL's in which types are called as an expression's author calls them. */
    static String text(String message) {
        return message.replace("google.protobuf.Timestamp", "timestamp")
                .replace("google.protobuf.Duration", "duration");
    }

    private static CelType of(ScalarType type) {
        return switch (type) {
            case BOOL -> SimpleType.BOOL;
            case INT32, INT64 -> SimpleType.INT;
            case FLOAT32, FLOAT64 -> SimpleType.DOUBLE;
            case STRING -> SimpleType.STRING;
            case BYTES -> SimpleType.BYTES;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
        };
    }
}
