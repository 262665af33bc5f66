package io.granary.core.type;

import org.jspecify.annotations.Nullable;

/**
 * Turns a value into the Java class that represents a type, when nothing is lost, and refuses by name when something
 * would be.
 *
 * <p>Representations: BOOL {@link Boolean}, INT32 {@link Integer}, INT64 {@link Long}, FLOAT32 {@link Float}, FLOAT64
 * {@link Double}, STRING {@link String}, BYTES read-only {@link java.nio.ByteBuffer}, TIMESTAMP {@link
 * java.time.Instant} in whole microseconds, LIST unmodifiable {@link java.util.List}, MAP unmodifiable {@link
 * java.util.Map}, VECTOR unmodifiable {@code List<Float>}.
 *
 * <p>Accepted beside a type's own class: every numeric class and {@link java.math.BigDecimal} or {@link
 * java.math.BigInteger} whose value the type holds exactly; text of a number, boolean, RFC 3339 moment or base64; numbers
 * for STRING join keys; integer epoch microseconds for TIMESTAMP; byte arrays.
 */
public final class Coercion {

    private Coercion() {}

    /**
     * The value as the type's Java class; null stays null.
     *
     * @param name what the value is called in an error, such as {@code entities.airport[3]}
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the value, when it does not fit without loss
     */
    public static @Nullable Object coerce(@Nullable Object value, DataType type, String name) {
        throw new UnsupportedOperationException();
    }
}
