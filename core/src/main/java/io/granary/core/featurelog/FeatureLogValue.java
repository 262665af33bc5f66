package io.granary.core.featurelog;

import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a feature log record's value, big-endian: format version (1), flags (1: has a ttl, 2: has a row, 4: replaces),
 * length of the field (2), field in UTF-8, ttl in microseconds (8, if it has one), the event timestamp in epoch
 * microseconds before which it replaces (8, if it does), then the row up to the end.
 */
final class FeatureLogValue {

    private static final byte FORMAT_VERSION = 1;
    private static final int TTL = 1;
    private static final int ROW = 2;
    private static final int REPLACES = 4;
    private static final int MAX_FIELD_BYTES = 0xFFFF;

    private FeatureLogValue() {}

    static byte[] encode(FeatureLogRecord record) {
        byte[] field = record.field().getBytes(StandardCharsets.UTF_8);
        if (field.length > MAX_FIELD_BYTES) {
            throw GranaryException.invalid("field", field.length + " bytes", "at most " + MAX_FIELD_BYTES);
        }
        Long ttl = record.ttlMicros();
        byte[] row = record.row();
        Long replaces = record.replacesBefore();
        int length = 4 + field.length + length(ttl) + length(replaces) + (row == null ? 0 : row.length);
        ByteBuffer value = ByteBuffer.allocate(length)
                .put(FORMAT_VERSION)
                .put((byte) ((ttl == null ? 0 : TTL) | (row == null ? 0 : ROW) | (replaces == null ? 0 : REPLACES)))
                .putShort((short) field.length)
                .put(field);
        put(value, ttl);
        put(value, replaces);
        return row == null ? value.array() : value.put(row).array();
    }

    private static int length(@Nullable Long number) {
        return number == null ? 0 : Long.BYTES;
    }

    private static void put(ByteBuffer value, @Nullable Long number) {
        if (number != null) {
            value.putLong(number);
        }
    }

    static FeatureLogRecord decode(EntityKey key, byte[] bytes) {
        ByteBuffer value = ByteBuffer.wrap(bytes);
        try {
            requireVersion(value.get());
            int flags = flags(value.get());
            String field = field(value);
            Long ttl = (flags & TTL) == 0 ? null : (Long) value.getLong();
            Long replaces = (flags & REPLACES) == 0 ? null : (Long) value.getLong();
            byte[] row = row(value, (flags & ROW) != 0);
            return new FeatureLogRecord(key, field, ttl, row, replaces);
        } catch (BufferUnderflowException e) {
            throw malformed(bytes.length + " bytes that end early");
        }
    }

    private static void requireVersion(byte version) {
        if (version != FORMAT_VERSION) {
            throw malformed("format version " + version);
        }
    }

    private static int flags(byte flags) {
        if ((flags & ~(TTL | ROW | REPLACES)) != 0) {
            throw malformed("flags " + flags);
        }
        return flags;
    }

    private static String field(ByteBuffer value) {
        byte[] bytes = new byte[Short.toUnsignedInt(value.getShort())];
        value.get(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("a field that is not UTF-8");
        }
    }

    private static byte @Nullable [] row(ByteBuffer value, boolean present) {
        byte[] row = new byte[value.remaining()];
        value.get(row);
        if (present) {
            return readable(row);
        }
        if (row.length > 0) {
            throw malformed("a tombstone with " + row.length + " trailing bytes");
        }
        return null;
    }

    private static byte[] readable(byte[] row) {
        try {
            return StoredRow.requireReadable(row);
        } catch (GranaryException e) {
            throw malformed(e.getMessage());
        }
    }

    private static GranaryException malformed(@Nullable String what) {
        return GranaryException.invalid("feature log value", what, "a record of format version " + FORMAT_VERSION);
    }
}
