package io.granary.core.window;

import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Event ids as bytes whose unsigned order is the order of the ids. */
public final class EventIds {

    private EventIds() {}

    /**
     * The id of an event whose source names an id column.
     *
     * @param id of the type's Java class, see {@link io.granary.core.type.Coercion}
     */
    public static byte[] encode(Object id, ScalarType type) {
        return switch (type) {
            case STRING -> ((String) id).getBytes(StandardCharsets.UTF_8);
            case BYTES -> bytes((ByteBuffer) id);
            case INT32, INT64 -> ordered(((Number) id).longValue());
            case TIMESTAMP -> ordered(EpochMicros.of((Instant) id));
            case BOOL -> new byte[] {(byte) ((Boolean) id ? 1 : 0)};
            case FLOAT32, FLOAT64 -> throw new IllegalArgumentException("an id of type " + type);
        };
    }

    /** The id of an event whose source names none: where its record is. */
    public static byte[] ofRecord(int partition, long offset) {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(partition)
                .putLong(offset)
                .array();
    }

    /**
     * An id as people write it: its value, or {@code partition:offset} of its record.
     *
     * @param type of the source's id column; null: it names none
     */
    public static String text(byte[] id, @Nullable ScalarType type) {
        if (type == null && id.length == Integer.BYTES + Long.BYTES) {
            ByteBuffer record = ByteBuffer.wrap(id);
            return record.getInt() + ":" + record.getLong();
        }
        if (type == ScalarType.STRING) {
            return new String(id, StandardCharsets.UTF_8);
        }
        if (id.length == Long.BYTES && type != ScalarType.BYTES) {
            long value = ByteBuffer.wrap(id).getLong() ^ Long.MIN_VALUE;
            return type == ScalarType.TIMESTAMP ? EpochMicros.toInstant(value).toString() : Long.toString(value);
        }
        return type == ScalarType.BOOL
                ? Boolean.toString(id[0] == 1)
                : HexFormat.of().formatHex(id);
    }

    private static byte[] ordered(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value ^ Long.MIN_VALUE).array();
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(value.position(), bytes);
        return bytes;
    }
}
