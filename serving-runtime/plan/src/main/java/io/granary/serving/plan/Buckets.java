package io.granary.serving.plan;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.granary.core.GranaryException;
import io.granary.core.type.EpochMicros;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts units into buckets: XXH3-64 of the salt's UTF-8 bytes, a zero byte and the unit's canonical bytes, as an unsigned
 * number modulo the number of buckets. The same salt and unit give the same bucket everywhere and forever; different
 * salts give independent buckets.
 */
public final class Buckets {

    private static final Hasher64 HASHER = Hashing.xxh3_64();

    private Buckets() {}

    /** @param buckets how many there are, at least 1 */
    public static int bucket(String salt, byte[] unit, int buckets) {
        byte[] saltBytes = salt.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(saltBytes.length + 1 + unit.length)
                .put(saltBytes)
                .put((byte) 0)
                .put(unit)
                .array();
        return (int) Long.remainderUnsigned(HASHER.hashBytesToLong(bytes), buckets);
    }

    /**
     * The canonical bytes of a unit: bytes as they are; all else as UTF-8 text, whole numbers in decimal, booleans as
     * {@code true} and {@code false}, moments as decimal epoch microseconds. So 5 and "5" are one unit.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming a unit that is null or has no one text, such as 0.1
     */
    public static byte[] canonical(String name, @Nullable Object unit) {
        if (unit instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return text(name, unit).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String name, @Nullable Object unit) {
        if (unit instanceof Instant instant) {
            return Long.toString(EpochMicros.of(instant));
        }
        if (unit == null || unit instanceof Float || unit instanceof Double || unit instanceof BigDecimal) {
            throw GranaryException.invalid(name, unit, "a text, whole number, boolean or timestamp");
        }
        return unit.toString();
    }
}
