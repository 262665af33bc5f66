package io.granary.core.window;

/**
 * A double that is neither NaN nor -0.0 as the number of its bytes up to the last that is not zero, then those, the highest
 * first: whole numbers and short binary fractions need few.
 */
final class DoubleBytes {

    private static final String NOT_WRITTEN = "a double that is not written as short as it can be, NaN or -0.0";

    private DoubleBytes() {}

    static void write(double value, ByteSink out) {
        long bits = Double.doubleToRawLongBits(value);
        int length = Long.BYTES - Long.numberOfTrailingZeros(bits) / Byte.SIZE;
        out.writeByte(length);
        for (int i = 1; i <= length; i++) {
            out.writeByte((int) (bits >>> (Long.SIZE - Byte.SIZE * i)));
        }
    }

    static double read(ByteSource in) {
        int length = in.readByte();
        if (length > Long.BYTES) {
            throw in.malformed("a double of " + length + " bytes");
        }
        int start = in.take(length);
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= (in.array()[start + i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        double value = Double.longBitsToDouble(bits);
        boolean padded = length > 0 && in.array()[start + length - 1] == 0;
        if (padded || Double.isNaN(value) || bits == Long.MIN_VALUE) {
            throw in.malformed(NOT_WRITTEN);
        }
        return value;
    }
}
