package io.granary.core.window;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A position in bytes that {@link ByteSink} wrote, to be used again by {@link #reset}. Reads nothing beyond its end: damaged
 * bytes are an INTERNAL error. One thread.
 */
public final class ByteSource {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final VarHandle LOWEST_FIRST =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int position;
    private int end;

    /** Bytes from an offset on. */
    public ByteSource reset(byte[] source, int offset, int length) {
        if (offset < 0 || length < 0 || length > source.length - offset) {
            throw new IndexOutOfBoundsException(offset + "+" + length + " of " + source.length);
        }
        bytes = source;
        position = offset;
        end = offset + length;
        return this;
    }

    public boolean hasRemaining() {
        return position < end;
    }

    public int remaining() {
        return end - position;
    }

    /** Where the next byte is, in {@link #array}. */
    public int position() {
        return position;
    }

    public byte[] array() {
        return bytes;
    }

    public int readByte() {
        if (position >= end) {
            throw endsEarly();
        }
        return bytes[position++] & 0xFF;
    }

    /** An unsigned number as {@link ByteSink#writeVarint} writes it. */
    public long readVarint() {
        if (position < end) {
            byte first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return readLongVarint();
    }

    public long readSigned() {
        long zigzag = readVarint();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** Eight bytes, the highest first. */
    public long readLong() {
        return (long) LONG.get(bytes, take(Long.BYTES));
    }

    /** A number of bytes, or of parts of at least one byte each, that the rest can hold. */
    public int readLength() {
        long length = readVarint();
        if (length < 0 || length > end - position) {
            throw malformed("length " + Long.toUnsignedString(length) + " beyond the end");
        }
        return (int) length;
    }

    /** Passes over bytes, and returns where they start. */
    public int take(int count) {
        int start = position;
        if (count < 0 || count > end - start) {
            throw endsEarly();
        }
        position = start + count;
        return start;
    }

    /** Of bytes that were taken, 1 to 8 as a signed number, the lowest first. */
    long signedAt(int start, int count) {
        int shift = Long.SIZE - count * Byte.SIZE;
        if (start + Long.BYTES <= bytes.length) {
            return (long) LOWEST_FIRST.get(bytes, start) << shift >> shift;
        }
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (bytes[start + i] & 0xFF);
        }
        return value << shift >> shift;
    }

    /** Of bytes that were taken, 0 to 8 as the highest bytes of a number, the highest first. */
    long highestAt(int start, int count) {
        if (count == 0) {
            return 0;
        }
        int shift = Long.SIZE - count * Byte.SIZE;
        if (start + Long.BYTES <= bytes.length) {
            return (long) LONG.get(bytes, start) >>> shift << shift;
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << Byte.SIZE) | (bytes[start + i] & 0xFF);
        }
        return value << shift;
    }

    /** The error of bytes that were not written as they should be. */
    public GranaryException malformed(String reason) {
        return new GranaryException(
                ErrorCode.INTERNAL, "Cannot decode window state: " + reason + " (at byte " + position + ")");
    }

    private long readLongVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                requireShortest(next, shift);
                return value;
            }
        }
        throw malformed("a number of more than 10 bytes");
    }

    private void requireShortest(int last, int shift) {
        boolean padded = last == 0 && shift > 0;
        boolean overflows = shift == 63 && last > 1;
        if (padded || overflows) {
            throw malformed("a number that is not written as short as it can be");
        }
    }

    private GranaryException endsEarly() {
        return malformed("it ends early");
    }
}
