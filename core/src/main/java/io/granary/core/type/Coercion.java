package io.granary.core.type;

import io.granary.core.GranaryException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value into the Java class that represents a type, when nothing is lost, and refuses by name when something
 * would be.
 *
 * <p>Representations: BOOL {@link Boolean}, INT32 {@link Integer}, INT64 {@link Long}, FLOAT32 {@link Float}, FLOAT64
 * {@link Double}, STRING {@link String}, BYTES read-only {@link java.nio.ByteBuffer}, TIMESTAMP {@link
 * java.time.Instant} in whole microseconds, LIST unmodifiable {@link java.util.List}, MAP unmodifiable {@link
 * java.util.Map} in the order of its keys, VECTOR unmodifiable {@code List<Float>}.
 *
 * <p>Accepted beside a type's own class: every numeric class and {@link java.math.BigDecimal} or {@link
 * java.math.BigInteger} whose value the type holds exactly; text of a number, boolean, RFC 3339 moment or base64; whole
 * numbers for STRING; integer epoch microseconds, and date-times with an offset or in UTC without one, for TIMESTAMP;
 * byte arrays; arrays for LIST and VECTOR; what Avro's generic readers give. Elements of collections are never null.
 *
 * <p>A floating-point type holds a whole number when it has that very value, and a decimal when its nearest number,
 * written with as many significant digits or as Java does, is that decimal (so 0.1 fits FLOAT32, 0.123456789 does not). A double fits
 * FLOAT32 when it is a float's value or the double nearest to a float's shortest decimal. NaN and infinity come as
 * {@link Float} or {@link Double} only. -0.0 becomes 0.0, so that equal values are the same everywhere.
 */
public final class Coercion {

    private Coercion() {}

    /**
     * The value as the type's Java class; null stays null.
     *
     * @param name what the value is called in an error, such as {@code entities.airport[3]}
     * @throws GranaryException (INVALID_ARGUMENT) naming the value, when it does not fit without loss
     */
    public static @Nullable Object coerce(@Nullable Object value, DataType type, String name) {
        return value == null ? null : coerceValue(value, type, name);
    }

    static Object coerceValue(Object value, DataType type, String name) {
        if (type instanceof ScalarType scalar) {
            return coerceScalar(value, scalar, name);
        }
        if (type instanceof MapType map) {
            return CollectionCoercion.toMap(value, map, name);
        }
        return type instanceof VectorType vector
                ? CollectionCoercion.toVector(value, vector, name)
                : CollectionCoercion.toList(value, (ListType) type, name);
    }

    private static Object coerceScalar(Object value, ScalarType type, String name) {
        Object coerced = switch (type) {
            case BOOL -> TextCoercion.toBoolean(value);
            case INT32 -> NumberCoercion.toInteger(value);
            case INT64 -> NumberCoercion.toLong(value);
            case FLOAT32 -> FloatCoercion.toFloat(value);
            case FLOAT64 -> FloatCoercion.toDouble(value);
            case STRING -> TextCoercion.toText(value);
            case BYTES -> BytesCoercion.toBytes(value);
            case TIMESTAMP -> TimestampCoercion.toInstant(value);
        };
        if (coerced == null) {
            throw GranaryException.invalid(name, Shown.of(value), rule(type));
        }
        return coerced;
    }

    private static String rule(ScalarType type) {
        return switch (type) {
            case BOOL -> "BOOL: true or false";
            case INT32 -> "INT32: a whole number from -2147483648 to 2147483647";
            case INT64 -> "INT64: a whole number from -9223372036854775808 to 9223372036854775807";
            case FLOAT32 -> "FLOAT32: a number that 32 bits hold without loss";
            case FLOAT64 -> "FLOAT64: a number that 64 bits hold without loss";
            case STRING -> "STRING: text without lone surrogates, or a whole number";
            case BYTES -> "BYTES: bytes, or text in base64";
            case TIMESTAMP -> "TIMESTAMP: RFC 3339 text or epoch microseconds, nothing below a microsecond";
        };
    }
}
