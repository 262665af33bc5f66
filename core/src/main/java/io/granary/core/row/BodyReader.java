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
 * Reads Avro binary as {@link BodyWriter} writes it, up to the end of the body, and fails with INTERNAL at the first
 * byte that it does not write: a damaged body is never read as a wrong value.
 */
final class BodyReader {

    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    /** Zigzag of the union branches 0 and 1. */
    private static final byte NULL = 0;

    private static final byte VALUE = 2;
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private int position;

    /** A body up to the end of the array. */
    BodyReader(byte[] bytes, int offset) {
        this(bytes, offset, bytes.length);
    }

    BodyReader(byte[] bytes, int offset, int end) {
        this.bytes = bytes;
        this.end = end;
        this.position = offset;
        if (offset < 0 || offset > end || end > bytes.length) {
            throw malformed(bytes.length + " bytes, no body at " + offset);
        }
    }

    /** Reads the branch of a union of null and a type, and tells whether it is null. */
    boolean readIsNull() {
        if (position < end && (bytes[position] == NULL || bytes[position] == VALUE)) {
            return bytes[position++] == NULL;
        }
        throw malformed("union branch " + readInt());
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

    /** The bits of a double. */
    long readDoubleBits() {
        return (long) LONG.get(bytes, take(Double.BYTES));
    }

    /** Passes over text of {@link #readLength} bytes once it is known to be UTF-8, and returns where it starts. */
    int skipText(int length) {
        int start = take(length);
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                requireUtf8(start, length);
                return start;
            }
        }
        return start;
    }

    /** Passes over bytes, and returns where they start. */
    int take(int count) {
        int start = position;
        if (count > end - start) {
            throw malformed("it ends early");
        }
        position = start + count;
        return start;
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
        if (length < 0 || length > end - position) {
            throw malformed("length " + length + " beyond the end");
        }
        return (int) length;
    }

    void skip(int count) {
        take(count);
    }

    void requireEnd() {
        if (position != end) {
            throw malformed((end - position) + " trailing bytes");
        }
    }

    GranaryException malformed(String reason) {
        return new GranaryException(ErrorCode.INTERNAL, "Cannot decode row: " + reason + " (at byte " + position + ")");
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
