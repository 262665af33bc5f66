package io.granary.core.row;

import io.granary.core.type.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The columns of a feature view's rows, in order; identified by {@link #id()}. Every column is nullable. */
public record RowSchema(List<Column> columns) {

    public RowSchema {
        columns = List.copyOf(columns);
    }

    /** A 64-bit prefix of the SHA-256 of names and types in order. */
    public long id() {
        MessageDigest digest = sha256();
        for (Column column : columns) {
            update(digest, column.name());
            update(digest, column.type().text());
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
