package io.granary.core.key;

import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.core.type.Unicode;
import java.nio.ByteBuffer;
import java.time.Instant;

/** How values of one join key type are written; the tag is part of every key and never changes. */
enum KeyType {
    BOOL(1, Boolean.class, "a Boolean") {
        @Override
        int length(Object value) {
            return 1;
        }

        @Override
        void write(Object value, byte[] target, int position) {
            target[position] = (byte) ((Boolean) value ? 1 : 0);
        }

        @Override
        Object read(KeyReader reader, int length) {
            byte value = exactly(1, reader, length).get();
            if (value < 0 || value > 1) {
                throw reader.malformed("a boolean of " + value);
            }
            return value == 1;
        }
    },
    INT32(2, Integer.class, "an Integer") {
        @Override
        int length(Object value) {
            return Integer.BYTES;
        }

        @Override
        void write(Object value, byte[] target, int position) {
            ByteBuffer.wrap(target).putInt(position, (Integer) value);
        }

        @Override
        Object read(KeyReader reader, int length) {
            return exactly(Integer.BYTES, reader, length).getInt();
        }
    },
    INT64(3, Long.class, "a Long") {
        @Override
        int length(Object value) {
            return Long.BYTES;
        }

        @Override
        void write(Object value, byte[] target, int position) {
            ByteBuffer.wrap(target).putLong(position, (Long) value);
        }

        @Override
        Object read(KeyReader reader, int length) {
            return exactly(Long.BYTES, reader, length).getLong();
        }
    },
    STRING(4, String.class, "a String without lone surrogates") {
        @Override
        int length(Object value) {
            return Unicode.utf8Length((String) value);
        }

        @Override
        void write(Object value, byte[] target, int position) {
            Unicode.writeUtf8((String) value, target, position);
        }

        @Override
        Object read(KeyReader reader, int length) {
            return reader.readText(length);
        }
    },
    BYTES(5, ByteBuffer.class, "a ByteBuffer") {
        @Override
        int length(Object value) {
            return ((ByteBuffer) value).remaining();
        }

        @Override
        void write(Object value, byte[] target, int position) {
            ByteBuffer bytes = (ByteBuffer) value;
            bytes.get(bytes.position(), target, position, bytes.remaining());
        }

        @Override
        Object read(KeyReader reader, int length) {
            return reader.readBuffer(length).asReadOnlyBuffer();
        }
    },
    TIMESTAMP(6, Instant.class, "an Instant in whole microseconds") {
        @Override
        int length(Object value) {
            return EpochMicros.fits((Instant) value) ? Long.BYTES : -1;
        }

        @Override
        void write(Object value, byte[] target, int position) {
            ByteBuffer.wrap(target).putLong(position, EpochMicros.of((Instant) value));
        }

        @Override
        Object read(KeyReader reader, int length) {
            return EpochMicros.toInstant(exactly(Long.BYTES, reader, length).getLong());
        }
    };

    private final int tag;
    private final Class<?> representation;
    private final String expected;

    KeyType(int tag, Class<?> representation, String expected) {
        this.tag = tag;
        this.representation = representation;
        this.expected = expected;
    }

    static KeyType of(ScalarType type) {
        return valueOf(type.name());
    }

    int tag() {
        return tag;
    }

    String expected() {
        return expected;
    }

    boolean represents(Object value) {
        return representation.isInstance(value);
    }

    /** Bytes that the value takes; negative when it has no encoding. */
    abstract int length(Object value);

    abstract void write(Object value, byte[] target, int position);

    abstract Object read(KeyReader reader, int length);

    private static ByteBuffer exactly(int expected, KeyReader reader, int length) {
        if (length != expected) {
            throw reader.malformed("a value of " + length + " bytes, not " + expected);
        }
        return reader.readBuffer(length);
    }
}
