package io.granary.core.featurelog;

import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import io.granary.core.key.Varint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of a record in a log of window states: the entity key after its length, then the ordinal of the field in the
 * view's layout, both numbers in as few bytes as they need. The record's value is the page.
 *
 * @param field from 0
 */
public record WindowStateKey(EntityKey entityKey, int field) {

    public byte[] encode() {
        return encode(entityKey.bytes(), field);
    }

    /** The same without the objects. */
    public static byte[] encode(byte[] entityKey, int field) {
        byte[] key = new byte[Varint.length(entityKey.length) + entityKey.length + Varint.length(field)];
        int at = Varint.write(entityKey.length, key, 0);
        System.arraycopy(entityKey, 0, key, at, entityKey.length);
        Varint.write(field, key, at + entityKey.length);
        return key;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when {@link #encode} does not write these bytes */
    public static WindowStateKey decode(byte @Nullable [] key) {
        if (key == null) {
            throw malformed("null");
        }
        int length = Varint.read(key, 0);
        int start = length < 0 ? key.length : Varint.length(length);
        int end = start + Math.max(0, length);
        int field = length <= 0 || end < 0 || end >= key.length ? Varint.MALFORMED : Varint.read(key, end);
        if (field < 0 || end + Varint.length(field) != key.length) {
            throw malformed(key.length + " bytes");
        }
        return new WindowStateKey(EntityKey.ofBytes(Arrays.copyOfRange(key, start, end)), field);
    }

    private static GranaryException malformed(String what) {
        return GranaryException.invalid("window state key", what, "an entity key and the ordinal of a field");
    }
}
