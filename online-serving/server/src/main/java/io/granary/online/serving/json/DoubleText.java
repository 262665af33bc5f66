package io.granary.online.serving.json;

/**
 * Writes doubles as the shortest decimal that reads back as the same double, and of those the closest: the text of {@link
 * Double#toString(double)} from Java 19 on.
 *
 * <p>The algorithm is Schubfach: Raffaele Giulietti, "The Schubfach way to render doubles" (2020), in the variant that the
 * JDK has, whose proofs hold for the constants used here.
 */
final class DoubleText {

    /** Room that {@link #write} needs, which is more than the longest text. */
    static final int ROOM = 32;

    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int SPECIAL = 0x7FF;
    private static final int MIN_EXPONENT = -1074;
    private static final int BIAS = 1075;
    private static final long SMALLEST = 3;

    private DoubleText() {}

    /** Writes a finite double and returns the position after it; there is {@link #ROOM} at the position. */
    static int write(double value, byte[] target, int position) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (HIDDEN_BIT - 1);
        int exponent = (int) (bits >>> FRACTION_BITS) & SPECIAL;
        int at = position;
        if (bits < 0) {
            target[at++] = '-';
        }
        if (exponent > 0) {
            return normal(exponent - BIAS, HIDDEN_BIT | fraction, target, at);
        }
        return fraction == 0 ? DecimalText.zero(target, at) : subnormal(fraction, target, at);
    }

    /** Text of {@code significand * 2^exponent}. */
    private static int normal(int exponent, long significand, byte[] target, int at) {
        if (exponent < 0 && exponent >= -FRACTION_BITS) {
            long whole = significand >> -exponent;
            if (whole << -exponent == significand) {
                return DecimalText.write(whole, 0, target, at);
            }
        }
        return shortest(exponent, significand, 0, target, at);
    }

    /** The smallest doubles have less than two digits, which {@link #shortest} gives: ten times as much has them. */
    private static int subnormal(long fraction, byte[] target, int at) {
        return fraction < SMALLEST
                ? shortest(MIN_EXPONENT, 10 * fraction, -1, target, at)
                : shortest(MIN_EXPONENT, fraction, 0, target, at);
    }

    /** For all numbers of this method see section 9.8 of the paper; lower, upper are the ends of the rounding interval. */
    private static int shortest(int q, long c, int scale, byte[] target, int at) {
        boolean isRegular = c != HIDDEN_BIT || q == MIN_EXPONENT;
        int k = isRegular ? PowersOfTen.floorLog10OfPow2(q) : PowersOfTen.floorLog10OfThreeQuartersPow2(q);
        int shift = q + PowersOfTen.floorLog2OfPow10(-k) + 2;
        long high = PowersOfTen.high(k);
        long low = PowersOfTen.low(k);
        long middle = c << 2;
        long value = roundToOdd(high, low, middle << shift);
        long odd = c & 1;
        long lower = roundToOdd(high, low, (middle - (isRegular ? 2 : 1)) << shift) + odd;
        long upper = roundToOdd(high, low, (middle + 2) << shift) - odd;

        long digits = value >> 2;
        if (digits >= 100) {
            long rounded = 10 * tenth(digits);
            boolean below = lower <= rounded << 2;
            boolean above = (rounded + 10) << 2 <= upper;
            if (below != above) {
                return DecimalText.write(below ? rounded : rounded + 10, k, target, at);
            }
        }
        boolean below = lower <= digits << 2;
        boolean above = (digits + 1) << 2 <= upper;
        if (below == above) {
            long distance = value - ((2 * digits + 1) << 1);
            below = distance < 0 || (distance == 0 && (digits & 1) == 0);
        }
        return DecimalText.write(below ? digits : digits + 1, k + scale, target, at);
    }

    private static long tenth(long number) {
        return Math.multiplyHigh(number, 1_844_674_407_370_955_168L);
    }

    /** The product by a power of ten without its lower bits, of which a sticky last bit tells whether there were any. */
    private static long roundToOdd(long high, long low, long factor) {
        long sum = ((high * factor) >>> 1) + Math.multiplyHigh(low, factor);
        long product = Math.multiplyHigh(high, factor) + (sum >>> 63);
        return product | (((sum & Long.MAX_VALUE) + Long.MAX_VALUE) >>> 63);
    }
}
