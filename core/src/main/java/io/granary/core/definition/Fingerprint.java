package io.granary.core.definition;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 over texts in order. Injective: texts are length-prefixed, and null differs from every text. */
final class Fingerprint {

    private static final int NULL_LENGTH = -1;

    private final MessageDigest digest = sha256();

    Fingerprint add(@Nullable Object value) {
        if (value == null) {
            addLength(NULL_LENGTH);
            return this;
        }
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        addLength(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** 64 hex digits; the fingerprint takes no more texts after this. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addLength(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
