package io.granary.core.row;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads Avro binary as {@link BodyWriter} writes it, up to the end of the array, and fails with INTERNAL at the first
 * byte that it does not write: a damaged body is never read as a wrong value.
 */
final class BodyReader {

    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private int position;

    BodyReader(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.position = offset;
        if (offset < 0 || offset > bytes.length) {
            throw malformed(bytes.length + " bytes, no body at " + offset);
        }
    }

    boolean readBoolean() {
        byte value = bytes[take(1)];
        if (value < 0 || value > 1) {
            throw malformed("boolean " + value);
        }
        return value == 1;
    }

    int readInt() {
        long value = readLong();
        if ((int) value != value) {
            throw malformed("int " + value);
        }
        return (int) value;
    }

    long readLong() {
        long zigzag = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[take(1)];
            zigzag |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                requireShortest(next, shift);
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw malformed("a number of more than 10 bytes");
    }

    float readFloat() {
        return (float) FLOAT.get(bytes, take(Float.BYTES));
    }

    double readDouble() {
        return (double) DOUBLE.get(bytes, take(Double.BYTES));
    }

    String readText() {
        int length = readLength();
        int start = take(length);
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(start, length);
        }
        return text;
    }

    ByteBuffer readBytes() {
        int length = readLength();
        int start = take(length);
        return ByteBuffer.wrap(bytes, start, length).slice().asReadOnlyBuffer();
    }

    /** A number of bytes, or of elements of at least one byte each, that the rest of the body can hold. */
    int readLength() {
        long length = readLong();
        if (length < 0 || length > bytes.length - position) {
            throw malformed("length " + length + " beyond the end");
        }
        return (int) length;
    }

    void skip(int count) {
        take(count);
    }

    void requireEnd() {
        if (position != bytes.length) {
            throw malformed((bytes.length - position) + " trailing bytes");
        }
    }

    GranaryException malformed(String reason) {
        return new GranaryException(ErrorCode.INTERNAL, "Cannot decode row: " + reason + " (at byte " + position + ")");
    }

    private int take(int count) {
        int start = position;
        if (count > bytes.length - start) {
            throw malformed("it ends early");
        }
        position = start + count;
        return start;
    }

    private void requireShortest(byte last, int shift) {
        boolean padded = last == 0 && shift > 0;
        boolean overflows = shift == 63 && last > 1;
        if (padded || overflows) {
            throw malformed("a number that is not written as short as it can be");
        }
    }

    private void requireUtf8(int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
        } catch (CharacterCodingException e) {
            throw malformed("text that is not UTF-8");
        }
    }
}
