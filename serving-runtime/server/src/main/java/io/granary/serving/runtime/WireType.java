package io.granary.serving.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The data types of the Open Inference Protocol that are served here. */
enum WireType {
    BOOL(0),
    INT8(8),
    INT16(16),
    INT32(32),
    INT64(64),
    UINT8(8),
    UINT16(16),
    UINT32(32),
    UINT64(64),
    FP32(32),
    FP64(64),
    BYTES(0);

    private static final Set<WireType> INTEGERS = EnumSet.range(INT8, UINT64);

    private final int bits;

    WireType(int bits) {
        this.bits = bits;
    }

    static WireType parse(String name, String text) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(text))
                .findFirst()
                .orElseThrow(() -> GranaryException.invalid(name, text, "one of " + Arrays.toString(values())));
    }

    /** What the protocol calls the type of a tensor's elements. */
    static WireType of(DataType type) {
        if (type instanceof VectorType) {
            return FP32;
        }
        return switch ((ScalarType) type) {
            case BOOL -> BOOL;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT32 -> FP32;
            case FLOAT64 -> FP64;
            case STRING, BYTES, TIMESTAMP -> BYTES;
        };
    }

    /** The types in which a request may bring a join key or request field. */
    static Set<WireType> accepted(DataType type) {
        return switch (type instanceof ScalarType scalar ? scalar : ScalarType.BYTES) {
            case BOOL -> EnumSet.of(BOOL);
            case INT32, INT64 -> INTEGERS;
            case FLOAT32, FLOAT64 -> EnumSet.range(INT8, FP64);
            case STRING, BYTES -> EnumSet.of(BYTES);
            case TIMESTAMP -> EnumSet.of(BYTES, INT64);
        };
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the element is not of this type */
    Object read(JsonNode element, String path) {
        boolean fits = switch (this) {
            case BOOL -> element.isBoolean();
            case BYTES -> element.isTextual();
            case FP32 ->
                element.isNumber() && Float.isFinite(element.decimalValue().floatValue());
            case FP64 -> element.isNumber() && Double.isFinite(element.doubleValue());
            default -> element.isIntegralNumber() && holds(element.bigIntegerValue());
        };
        if (!fits) {
            throw GranaryException.invalid(path, element, "of type " + name());
        }
        return value(element);
    }

    private Object value(JsonNode element) {
        return switch (this) {
            case BOOL -> element.booleanValue();
            case BYTES -> element.textValue();
            case FP32 -> element.decimalValue().floatValue();
            case FP64 -> element.doubleValue();
            case UINT64 -> element.bigIntegerValue();
            default -> element.longValue();
        };
    }

    private boolean holds(BigInteger value) {
        boolean unsigned = name().startsWith("U");
        return unsigned ? value.signum() >= 0 && value.bitLength() <= bits : value.bitLength() < bits;
    }
}
