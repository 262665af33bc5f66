package io.granary.core.window;

/** A long in two's complement, in as few bytes as it needs, the lowest first. */
final class IntegerBytes {

    private static final int MAX_LENGTH = Long.BYTES;

    private IntegerBytes() {}

    static int length(long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value ^ (value >> (Long.SIZE - 1)))) / Byte.SIZE + 1;
    }

    /** Writes {@link #length} bytes. */
    static void write(long value, ByteSink out) {
        int length = length(value);
        for (int i = 0; i < length; i++) {
            out.writeByte((int) (value >> (Byte.SIZE * i)));
        }
    }

    static long read(ByteSource in, int length) {
        if (length < 1 || length > MAX_LENGTH) {
            throw in.malformed("an integer of " + length + " bytes");
        }
        long value = in.signedAt(in.take(length), length);
        if (length(value) != length) {
            throw in.malformed("an integer that is not written as short as it can be");
        }
        return value;
    }
}
