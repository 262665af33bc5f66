package io.granary.core.key;

import io.granary.core.GranaryException;
import io.granary.core.definition.JoinKey;
import org.jspecify.annotations.Nullable;

/**
 * One join key of an entity key.
 *
 * @param index of its value among the values that a caller hands in
 * @param prefix its name and type tag, which precede the value
 */
record KeyPart(int index, String name, KeyType type, byte[] prefix) {

    static KeyPart of(int index, JoinKey joinKey) {
        KeyType type = KeyType.of(joinKey.type());
        byte[] prefix =
                new KeyWriter().writeText(joinKey.name()).writeByte(type.tag()).toByteArray();
        return new KeyPart(index, joinKey.name(), type, prefix);
    }

    int valueLength(@Nullable Object value) {
        if (value == null) {
            throw GranaryException.invalid("join key '" + name + "'", null, "a value");
        }
        int length = type.represents(value) ? type.length(value) : -1;
        if (length < 0) {
            throw GranaryException.invalid(
                    "join key '" + name + "'", value.getClass().getSimpleName(), type.expected());
        }
        return length;
    }

    int write(@Nullable Object value, int length, byte[] target, int position) {
        int start = writePrefix(length, target, position);
        if (value != null) {
            type.write(value, target, start);
        }
        return start + length;
    }

    /** Writes name, type tag and length, and returns where the value starts. */
    int writePrefix(int length, byte[] target, int position) {
        System.arraycopy(prefix, 0, target, position, prefix.length);
        return Varint.write(length, target, position + prefix.length);
    }

    Object read(KeyReader reader) {
        return type.read(reader, reader.readLength());
    }
}
