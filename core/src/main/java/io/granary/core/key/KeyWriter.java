package io.granary.core.key;

import io.granary.core.GranaryException;
import io.granary.core.type.Unicode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds the parts of entity keys that do not change from key to key. */
final class KeyWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    KeyWriter writeByte(int value) {
        out.write(value);
        return this;
    }

    /** Writes the length in bytes, then UTF-8. */
    KeyWriter writeText(String text) {
        int length = Unicode.utf8Length(text);
        if (length == Unicode.NOT_UNICODE) {
            throw GranaryException.invalid("name", text, "text without lone surrogates");
        }
        byte[] prefix = new byte[Varint.length(length)];
        Varint.write(length, prefix, 0);
        out.writeBytes(prefix);
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
