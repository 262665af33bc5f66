package io.granary.offline.engine.statistics;

import io.granary.core.type.EpochMicros;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hashes of values, the same for every engine: numbers by what they are, not by their Java class. */
final class ValueHash {

    static final long NOTHING = 0x6A09E667F3BCC909L;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private ValueHash() {}

    /** The finalizer of MurmurHash3: every bit of the number moves every bit of the result. */
    static long mix(long number) {
        long hash = (number ^ (number >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 33);
    }

    static long combine(long hash, long next) {
        return (hash ^ next) * FACTOR + next;
    }

    static long of(@Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        if (value instanceof Number number) {
            return of(number);
        }
        if (value instanceof CharSequence text) {
            return of(text);
        }
        if (value instanceof Instant moment) {
            return mix(EpochMicros.of(moment));
        }
        if (value instanceof Boolean truth) {
            return mix(truth ? 1 : 0);
        }
        return ofParts(value);
    }

    static long of(CharSequence text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * FACTOR + text.charAt(i);
            hash ^= hash >>> 29;
        }
        return mix(hash);
    }

    static long of(double number) {
        return mix(Double.doubleToLongBits(number));
    }

    private static long of(Number number) {
        return number instanceof Double || number instanceof Float ? of(number.doubleValue()) : mix(number.longValue());
    }

    private static long ofParts(Object value) {
        if (value instanceof ByteBuffer buffer) {
            return ofBytes(buffer.duplicate());
        }
        if (value instanceof byte[] bytes) {
            return ofBytes(ByteBuffer.wrap(bytes));
        }
        if (value instanceof List<?> list) {
            long hash = list.size();
            for (Object element : list) {
                hash = combine(hash, of(element));
            }
            return mix(hash);
        }
        if (value instanceof Map<?, ?> map) {
            long hash = map.size();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                hash += mix(combine(of(entry.getKey()), of(entry.getValue())));
            }
            return mix(hash);
        }
        throw new IllegalArgumentException("no value of ours: " + value.getClass());
    }

    private static long ofBytes(ByteBuffer bytes) {
        long hash = bytes.remaining();
        while (bytes.hasRemaining()) {
            hash = hash * FACTOR + bytes.get();
            hash ^= hash >>> 29;
        }
        return mix(hash);
    }
}
