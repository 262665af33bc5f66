package io.granary.online.serving.protobuf;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message in the making, written from its end to its start: then the length of what is nested is known when
 * its prefix is written, and nothing is measured first. The last element of a list is therefore written first. Not safe
 * for threads.
 */
public final class ProtobufBuffer {

    public static final int VARINT = 0;
    static final int FIXED64 = 1;
    public static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private static final int TYPE_BITS = 3;
    private static final int GROUP_BITS = 7;
    private static final int MORE = 0x80;
    private static final int MAX_VARINT = 10;
    private static final int FRAME_PREFIX = 5;

    private byte[] bytes;
    private int start;

    public ProtobufBuffer(int initialCapacity) {
        bytes = new byte[Math.max(FRAME_PREFIX, initialCapacity)];
        start = bytes.length;
    }

    /** How many bytes are written. */
    public int length() {
        return bytes.length - start;
    }

    /** The message behind the prefix that gRPC gives it, without copying it; nothing more is written afterwards. */
    public Buffer toFrame() {
        int length = length();
        reserve(FRAME_PREFIX);
        start -= FRAME_PREFIX;
        bytes[start] = 0;
        ByteBuffer.wrap(bytes).putInt(start + 1, length);
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, start, length()));
    }

    public void tag(int field, int type) {
        varint((field << TYPE_BITS) | type);
    }

    public void varint(long value) {
        reserve(MAX_VARINT);
        int groups = groups(value);
        start -= groups;
        long rest = value;
        for (int i = start; i < start + groups - 1; i++) {
            bytes[i] = (byte) (rest | MORE);
            rest >>>= GROUP_BITS;
        }
        bytes[start + groups - 1] = (byte) rest;
    }

    private static int groups(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        return (bits + GROUP_BITS - 1) / GROUP_BITS;
    }

    void fixed64(long value) {
        reserve(Long.BYTES);
        start -= Long.BYTES;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[start + i] = (byte) (value >>> (Byte.SIZE * i));
        }
    }

    void fixed32(int value) {
        reserve(Integer.BYTES);
        start -= Integer.BYTES;
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[start + i] = (byte) (value >>> (Byte.SIZE * i));
        }
    }

    public void raw(byte[] content) {
        reserve(content.length);
        start -= content.length;
        System.arraycopy(content, 0, bytes, start, content.length);
    }

    public void raw(ByteBuffer content) {
        int length = content.remaining();
        reserve(length);
        start -= length;
        content.get(content.position(), bytes, start, length);
    }

    /** UTF-8 without any prefix. */
    public void text(String text) {
        int length = text.length();
        reserve(length);
        for (int i = length - 1; i >= 0; i--) {
            char letter = text.charAt(i);
            if (letter >= MORE) {
                raw(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[start - length + i] = (byte) letter;
        }
        start -= length;
    }

    public void string(int field, String text) {
        int before = length();
        text(text);
        nest(field, before);
    }

    /** Makes what was written since a {@link #length} a nested message or a packed list. */
    public void nest(int field, int before) {
        varint(length() - before);
        tag(field, LENGTH_DELIMITED);
    }

    /** Writes again what was written between two lengths. */
    public void repeat(int from, int to) {
        int count = to - from;
        reserve(count);
        System.arraycopy(bytes, bytes.length - to, bytes, start - count, count);
        start -= count;
    }

    private void reserve(int more) {
        if (more > start) {
            int length = length();
            byte[] longer = new byte[Math.max(length + more, 2 * bytes.length)];
            System.arraycopy(bytes, start, longer, longer.length - length, length);
            start = longer.length - length;
            bytes = longer;
        }
    }
}
