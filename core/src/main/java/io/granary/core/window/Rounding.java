package io.granary.core.window;

import java.math.BigInteger;

/** From exact numbers to the nearest double, ties to even: the only places where windows round. */
final class Rounding {

    private static final int PRECISION = 53;
    private static final int MIN_EXPONENT = -1074;
    private static final int MAX_EXPONENT = 1023;
    private static final int BITS = 64;
    /** Fewer than a long has, more than a double needs. */
    private static final int ROOT_BITS = 60;

    private Rounding() {}

    /**
     * The double nearest to {@code bits * 2^(exponent - 63)}, or a little more when inexact.
     *
     * @param bits unsigned, the highest set
     * @param isInexact whether there is more below the bits
     * @param exponent of the highest bit
     */
    static double nearest(long bits, boolean isInexact, int exponent) {
        if (exponent > MAX_EXPONENT) {
            return Double.POSITIVE_INFINITY;
        }
        int precision = Math.min(PRECISION, exponent - MIN_EXPONENT + 1);
        if (precision < 0) {
            return 0;
        }
        long kept = precision == 0 ? 0 : bits >>> (BITS - precision);
        long rest = bits << precision;
        boolean isAboveHalf = rest << 1 != 0 || isInexact;
        if (rest < 0 && (isAboveHalf || (kept & 1) == 1)) {
            kept++;
        }
        // A kept number of 54 bits carries into the exponent, beyond the greatest double into infinity.
        long raised = precision == PRECISION ? (long) (exponent + MAX_EXPONENT - 1) << (PRECISION - 1) : 0;
        return Double.longBitsToDouble(raised + kept);
    }

    /** The double nearest to {@code numerator / denominator * 2^exponent}; the denominator is positive. */
    static double nearest(BigInteger numerator, BigInteger denominator, int exponent) {
        if (numerator.signum() == 0) {
            return 0;
        }
        BigInteger magnitude = numerator.abs();
        int shift = BITS + 1 - (magnitude.bitLength() - denominator.bitLength());
        BigInteger[] quotient = scale(magnitude, shift).divideAndRemainder(scale(denominator, -shift));
        double rounded = nearest(quotient[0], quotient[1].signum() != 0, exponent - shift);
        return numerator.signum() < 0 ? -rounded : rounded;
    }

    /** The double nearest to the square root of {@code numerator / denominator * 2^exponent}, which is not negative. */
    static double nearestRoot(BigInteger numerator, BigInteger denominator, int exponent) {
        if (numerator.signum() == 0) {
            return 0;
        }
        int shift = ROOT_BITS * 2 - (numerator.bitLength() - denominator.bitLength());
        shift += (exponent - shift) & 1;
        BigInteger[] quotient = scale(numerator, shift).divideAndRemainder(scale(denominator, -shift));
        long root = root(quotient[0]);
        boolean isInexact = quotient[1].signum() != 0 || !square(root).equals(quotient[0]);
        int zeros = Long.numberOfLeadingZeros(root);
        return nearest(root << zeros, isInexact, (exponent - shift) / 2 + BITS - 1 - zeros);
    }

    /** The whole part of the root of a number of at most 124 bits: from the nearest double, which may be off by some hundred. */
    private static long root(BigInteger number) {
        long root = (long) Math.sqrt(number.doubleValue());
        root += (long) (number.subtract(square(root)).doubleValue() / (2.0 * root));
        while (square(root).compareTo(number) > 0) {
            root--;
        }
        while (square(root + 1).compareTo(number) <= 0) {
            root++;
        }
        return root;
    }

    private static BigInteger square(long root) {
        BigInteger number = BigInteger.valueOf(root);
        return number.multiply(number);
    }

    /** Of a number of at least 64 bits. */
    private static double nearest(BigInteger number, boolean isInexact, int exponent) {
        int surplus = number.bitLength() - BITS;
        boolean isCut = number.getLowestSetBit() < surplus;
        return nearest(number.shiftRight(surplus).longValue(), isInexact || isCut, exponent + surplus + BITS - 1);
    }

    private static BigInteger scale(BigInteger number, int shift) {
        return shift > 0 ? number.shiftLeft(shift) : number;
    }
}
