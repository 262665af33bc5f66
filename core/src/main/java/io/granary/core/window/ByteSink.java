package io.granary.core.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow, to be used again after {@link #clear}: what window states and events are written to. One thread. */
public final class ByteSink {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_VARINT = 10;

    private byte[] bytes;
    private int size;

    public ByteSink() {
        this(256);
    }

    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** Forgets what was written, keeps the memory. */
    public void clear() {
        size = 0;
    }

    /** Forgets what was written from a size on. */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IndexOutOfBoundsException(newSize);
        }
        size = newSize;
    }

    public int size() {
        return size;
    }

    /** The memory itself, of which the first {@link #size} bytes are written; it changes with the next write. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** An unsigned number in as few bytes as it needs, seven bits a byte, the lowest first. */
    public void writeVarint(long value) {
        ensure(MAX_VARINT);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A signed number: zigzag, then {@link #writeVarint}. */
    public void writeSigned(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** Eight bytes, the highest first. */
    public void writeLong(long value) {
        ensure(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    public void writeBytes(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    private void ensure(int count) {
        int needed = Math.addExact(size, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }
}
