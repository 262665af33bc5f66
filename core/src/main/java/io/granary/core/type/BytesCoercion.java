package io.granary.core.type;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/** Bytes out of arrays, buffers, Avro fixed values and base64 text; always a copy, so later changes do not show. */
final class BytesCoercion {

    private BytesCoercion() {}

    static @Nullable ByteBuffer toBytes(Object value) {
        byte[] bytes = copy(value);
        return bytes == null ? null : ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    private static byte @Nullable [] copy(Object value) {
        if (value instanceof byte[] array) {
            return array.clone();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(buffer.position(), bytes);
            return bytes;
        }
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes().clone();
        }
        return value instanceof CharSequence text ? decode(text.toString()) : null;
    }

    private static byte @Nullable [] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
