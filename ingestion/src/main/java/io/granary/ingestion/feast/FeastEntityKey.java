package io.granary.ingestion.feast;

import io.granary.core.type.EpochMicros;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A key of the Redis that Feast writes, layout version 3.
 *
 * @param joinKeys values by name, in the order of names: text, {@link ByteBuffer}, Integer, Long or {@link Instant}
 */
record FeastEntityKey(Map<String, Object> joinKeys, String project) {

    private static final int BYTES = 1;
    private static final int STRING = 2;
    private static final int INT32 = 3;
    private static final int INT64 = 4;
    private static final int UNIX_TIMESTAMP = 8;

    FeastEntityKey {
        joinKeys = Collections.unmodifiableMap(new TreeMap<>(joinKeys));
    }

    /** Reads a key; null when it is not one of this layout. */
    static @Nullable FeastEntityKey parse(byte[] bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            List<String> names = readNames(key);
            Map<String, Object> joinKeys = new TreeMap<>();
            for (String name : names) {
                joinKeys.put(name, readValue(key));
            }
            boolean isOne = !names.isEmpty() && joinKeys.size() == names.size() && key.hasRemaining();
            return isOne ? new FeastEntityKey(joinKeys, text(slice(key, key.remaining()))) : null;
        } catch (BufferUnderflowException | CharacterCodingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static List<String> readNames(ByteBuffer key) throws CharacterCodingException {
        int count = key.getInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            require(key.getInt() == STRING);
            names.add(text(slice(key, key.getInt())));
        }
        require(count > 0);
        return names;
    }

    private static Object readValue(ByteBuffer key) throws CharacterCodingException {
        int type = key.getInt();
        ByteBuffer value = slice(key, key.getInt());
        return switch (type) {
            case BYTES -> value;
            case STRING -> text(value);
            case INT32 -> exactly(Integer.BYTES, value).getInt();
            case INT64 -> exactly(Long.BYTES, value).getLong();
            case UNIX_TIMESTAMP -> moment(exactly(Long.BYTES, value).getLong());
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    private static Instant moment(long seconds) {
        return EpochMicros.toInstant(Math.multiplyExact(seconds, 1_000_000L));
    }

    private static ByteBuffer exactly(int length, ByteBuffer value) {
        require(value.remaining() == length);
        return value;
    }

    private static ByteBuffer slice(ByteBuffer key, int length) {
        if (length < 0 || length > key.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer slice = key.slice(key.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        key.position(key.position() + length);
        return slice;
    }

    private static String text(ByteBuffer bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("another layout");
        }
    }
}
