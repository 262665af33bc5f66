package io.granary.core.row;

import io.granary.core.type.Unicode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes Avro binary into an array that grows. Canonical: one encoding a value. */
final class BodyWriter {

    private static final int MAX_VARINT = 10;

    private byte[] bytes = new byte[128];
    private int position;

    void writeBoolean(boolean value) {
        ensure(1);
        bytes[position++] = (byte) (value ? 1 : 0);
    }

    /** Zigzag, as Avro writes int and long alike. */
    void writeLong(long value) {
        ensure(MAX_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
    }

    /** Little-endian; -0.0 becomes 0.0, and every NaN the same one. */
    void writeFloat(float value) {
        ensure(Float.BYTES);
        putLittleEndian(Float.floatToIntBits(value + 0.0f), Float.BYTES);
    }

    /** Little-endian; -0.0 becomes 0.0, and every NaN the same one. */
    void writeDouble(double value) {
        ensure(Double.BYTES);
        putLittleEndian(Double.doubleToLongBits(value + 0.0), Double.BYTES);
    }

    void writeText(String text) {
        int length = Unicode.utf8Length(text);
        if (length == Unicode.NOT_UNICODE) {
            throw new IllegalArgumentException("text with a lone surrogate has no UTF-8");
        }
        writeLong(length);
        ensure(length);
        position = Unicode.writeUtf8(text, bytes, position);
    }

    void writeBytes(ByteBuffer value) {
        int length = value.remaining();
        writeLong(length);
        ensure(length);
        value.get(value.position(), bytes, position, length);
        position += length;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, position);
    }

    private void putLittleEndian(long bits, int count) {
        for (int i = 0; i < count; i++) {
            bytes[position++] = (byte) (bits >>> (8 * i));
        }
    }

    private void ensure(int count) {
        int needed = Math.addExact(position, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }
}
