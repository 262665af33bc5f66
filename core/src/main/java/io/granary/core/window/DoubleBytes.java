package io.granary.core.window;

/** The bits of a double that is neither NaN nor -0.0, up to the last byte that is not zero: few for short fractions. */
final class DoubleBytes {

    private DoubleBytes() {}

    static int length(long bits) {
        return Long.BYTES - Long.numberOfTrailingZeros(bits) / Byte.SIZE;
    }

    /** Writes {@link #length} bytes, the highest first. */
    static void write(long bits, ByteSink out) {
        int length = length(bits);
        for (int i = 1; i <= length; i++) {
            out.writeByte((int) (bits >>> (Long.SIZE - Byte.SIZE * i)));
        }
    }

    static long readBits(ByteSource in, int length) {
        if (length > Long.BYTES) {
            throw in.malformed("a double of " + length + " bytes");
        }
        long bits = in.highestAt(in.take(length), length);
        boolean isNumber = !Double.isNaN(Double.longBitsToDouble(bits)) && bits != Long.MIN_VALUE;
        if (!isNumber || length(bits) != length) {
            throw in.malformed("a double that is NaN, -0.0 or not written as short as it can be");
        }
        return bits;
    }
}
