package io.granary.online.serving.json;

/**
 * Lays decimals out as {@link Double#toString(double)} does: with a point from 0.001 to below 10,000,000, else with an
 * exponent; eight digits are made and stored at a time.
 */
final class DecimalText {

    private static final int DIGITS = 17;
    private static final int MOST_WHOLE_DIGITS = 7;
    private static final int MOST_ZEROS_BEFORE = 2;
    private static final long EIGHT_DIGITS = 100_000_000;
    private static final long ASCII = 0x3030_3030_3030_3030L;
    private static final long[] POWERS = powers();

    private DecimalText() {}

    private static long[] powers() {
        long[] powers = new long[DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    static int zero(byte[] target, int at) {
        target[at] = '0';
        target[at + 1] = '.';
        target[at + 2] = '0';
        return at + 3;
    }

    /** Writes {@code number * 10^exponent} without zeros at the end; the number has 1 to 17 digits. */
    static int write(long number, int exponent, byte[] target, int at) {
        int length = length(number);
        long scaled = number * POWERS[DIGITS - length];
        long high = scaled / EIGHT_DIGITS;
        int first = (int) (high / EIGHT_DIGITS);
        long middle = eightDigits((int) (high - first * EIGHT_DIGITS));
        long last = eightDigits((int) (scaled - high * EIGHT_DIGITS));
        int significant = last != 0 ? DIGITS - leadingZeroBytes(last) : 9 - leadingZeroBytes(middle);
        int point = exponent + length;
        if (point > MOST_WHOLE_DIGITS || point < -MOST_ZEROS_BEFORE) {
            put(first, middle, last, target, at + 1);
            return withExponent(significant, point - 1, target, at);
        }
        return point > 0
                ? withPoint(first, middle, last, significant, point, target, at)
                : belowOne(first, middle, last, significant, -point, target, at);
    }

    /** So many digits has a positive number. */
    private static int length(long number) {
        int length = PowersOfTen.floorLog10OfPow2(Long.SIZE - Long.numberOfLeadingZeros(number));
        return length < POWERS.length && number >= POWERS[length] ? length + 1 : length;
    }

    /** The digits of a number below 100,000,000, one a byte, the first one lowest. */
    static long eightDigits(int number) {
        int high = number / 10_000;
        long fours = high | ((long) (number - 10_000 * high) << 32);
        long hundreds = ((fours * 10_486) >>> 20) & 0x0000_007F_0000_007FL;
        long twos = hundreds | ((fours - 100 * hundreds) << 16);
        long tens = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
        return tens | ((twos - 10 * tens) << 8);
    }

    private static int leadingZeroBytes(long digits) {
        return Long.numberOfLeadingZeros(digits) >> 3;
    }

    private static void put(int first, long middle, long last, byte[] target, int at) {
        target[at] = (byte) ('0' + first);
        LittleEndian.put(middle + ASCII, target, at + 1);
        LittleEndian.put(last + ASCII, target, at + 9);
    }

    /** The digits lie one byte behind, so that those before the point only have to be stored again. */
    private static int withPoint(int first, long middle, long last, int significant, int whole, byte[] target, int at) {
        put(first, middle, last, target, at + 1);
        long digits = (first | (middle << 8)) + ASCII;
        int bits = whole << 3;
        long before = digits & ((1L << bits) - 1);
        long after = bits == 56 ? 0 : (digits >>> bits) << (bits + 8);
        LittleEndian.put(before | ((long) '.' << bits) | after, target, at);
        return at + 1 + Math.max(significant, whole + 1);
    }

    private static int belowOne(int first, long middle, long last, int significant, int zeros, byte[] target, int at) {
        LittleEndian.put(ASCII, target, at);
        target[at + 1] = '.';
        put(first, middle, last, target, at + 2 + zeros);
        return at + 2 + zeros + significant;
    }

    private static int withExponent(int significant, int exponent, byte[] target, int at) {
        target[at] = target[at + 1];
        target[at + 1] = '.';
        int end = at + 1 + Math.max(significant, 2);
        target[end++] = 'E';
        if (exponent < 0) {
            target[end++] = '-';
        }
        return exponent(Math.abs(exponent), target, end);
    }

    private static int exponent(int exponent, byte[] target, int at) {
        int end = at;
        if (exponent >= 100) {
            target[end++] = (byte) ('0' + exponent / 100);
        }
        if (exponent >= 10) {
            target[end++] = (byte) ('0' + exponent / 10 % 10);
        }
        target[end++] = (byte) ('0' + exponent % 10);
        return end;
    }
}
