package io.granary.core.window;

/**
 * Exact sums as bytes. A whole number of up to 62 bits is a signed number, doubled. Anything else is the number of its
 * bytes times 8, plus twice the infinities, plus 1; then the exponent of its lowest set bit; then the number without the
 * zeros below, in two's complement, the lowest byte first.
 */
final class ExactSumBytes {

    private static final int WHOLE_BITS = 62;
    private static final int INFINITIES = 3;

    private ExactSumBytes() {}

    static void write(ExactSum sum, ByteSink out) {
        if (sum.isFinite() && sum.isWhole() && isShort(sum.whole())) {
            long whole = sum.whole();
            out.writeVarint(((whole << 1) ^ (whole >> 63)) << 1);
            return;
        }
        FixedPoint number = sum.settle();
        if (number.sign() == 0) {
            out.writeVarint((sum.infinities() << 1) | 1);
            return;
        }
        int exponent = number.lowestExponent();
        int length = (number.highestExponent() - exponent) / Byte.SIZE + 1;
        out.writeVarint(((long) length << 3) | (sum.infinities() << 1) | 1);
        out.writeSigned(exponent);
        for (int done = 0; done < length; done += Long.BYTES) {
            writeLowest(number.bitsFrom(exponent + done * Byte.SIZE), Math.min(Long.BYTES, length - done), out);
        }
    }

    private static void writeLowest(long bits, int bytes, ByteSink out) {
        for (int i = 0; i < bytes; i++) {
            out.writeByte((int) (bits >>> (i * Byte.SIZE)));
        }
    }

    static void merge(ByteSource in, ExactSum sum) {
        long head = in.readVarint();
        if ((head & 1) == 0) {
            long zigzag = head >>> 1;
            sum.add((zigzag >>> 1) ^ -(zigzag & 1));
        } else {
            mergeLong(in, head, sum);
        }
    }

    static void skip(ByteSource in) {
        long head = in.readVarint();
        int length = length(in, head);
        if (length > 0) {
            in.readVarint();
            in.take(length);
        }
    }

    private static void mergeLong(ByteSource in, long head, ExactSum sum) {
        int length = length(in, head);
        int infinities = (int) (head >>> 1) & INFINITIES;
        sum.addInfinities(infinities);
        if (length > 0) {
            mergeNumber(in, length, infinities, sum);
        } else if (infinities == 0) {
            throw in.malformed("a sum of nothing");
        }
    }

    private static void mergeNumber(ByteSource in, int length, int infinities, ExactSum sum) {
        long exponent = in.readSigned();
        requireHeld(in, exponent, length);
        int start = in.take(length);
        requireShortest(in, start, length);
        if (length > Long.BYTES) {
            addParts(in, start, length, (int) exponent, sum);
            return;
        }
        long number = in.signedAt(start, length);
        if (infinities == 0 && isWhole(number, exponent)) {
            throw in.malformed("a whole number that is not written as one");
        }
        sum.add(number, (int) exponent);
    }

    /** Four bytes at a time, only the last part with a sign. */
    private static void addParts(ByteSource in, int start, int length, int exponent, ExactSum sum) {
        int done = 0;
        for (; length - done > Integer.BYTES; done += Integer.BYTES) {
            sum.add(in.signedAt(start + done, Integer.BYTES) & 0xFFFF_FFFFL, exponent + done * Byte.SIZE);
        }
        sum.add(in.signedAt(start + done, length - done), exponent + done * Byte.SIZE);
    }

    private static boolean isWhole(long number, long exponent) {
        return exponent >= 0 && exponent < WHOLE_BITS && number >> (WHOLE_BITS - exponent) == number >> (Long.SIZE - 1);
    }

    private static int length(ByteSource in, long head) {
        if ((head & 1) == 0) {
            return 0;
        }
        long length = head >>> 3;
        if (length > in.remaining()) {
            throw in.malformed("a sum of " + length + " bytes");
        }
        return (int) length;
    }

    private static void requireHeld(ByteSource in, long exponent, int length) {
        if (exponent < FixedPoint.MIN_EXPONENT || exponent + (long) length * Byte.SIZE > FixedPoint.MAX_EXPONENT) {
            throw in.malformed("a sum of " + length + " bytes from exponent " + exponent);
        }
    }

    private static void requireShortest(ByteSource in, int start, int length) {
        int last = in.array()[start + length - 1];
        boolean isOdd = (in.array()[start] & 1) == 1;
        boolean isPadded = length > 1 && last == in.array()[start + length - 2] >> (Byte.SIZE - 1);
        if (!isOdd || isPadded) {
            throw in.malformed("a sum that is not written as short as it can be");
        }
    }

    private static boolean isShort(long whole) {
        return whole >= -(1L << WHOLE_BITS) && whole < 1L << WHOLE_BITS;
    }
}
