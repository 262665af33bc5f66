package io.granary.core.window;

import java.math.BigInteger;

/**
 * The sample variance of n values by {@code (n * sum(x^2) - sum(x)^2) / (n * (n - 1))}, rounded once. Of whole numbers whose
 * numerator and denominator are doubles, one division rounds as it should; the rest takes integers of any length.
 */
final class Variance {

    private static final long MAX_FACTOR = 1L << 31;
    private static final long MAX_EXACT = 1L << 53;

    private Variance() {}

    static double nearest(long count, ExactSum sum, ExactSum squares) {
        long numerator = smallNumerator(count, sum, squares);
        if (numerator >= 0) {
            return (double) numerator / (count * (count - 1));
        }
        int exponent = exponent(sum, squares);
        return Rounding.nearest(numerator(count, sum, squares, exponent), denominator(count), exponent);
    }

    static double nearestRoot(long count, ExactSum sum, ExactSum squares) {
        long numerator = smallNumerator(count, sum, squares);
        double root = numerator < 0 ? Double.NaN : smallRoot(numerator, count * (count - 1));
        if (!Double.isNaN(root)) {
            return root;
        }
        int exponent = exponent(sum, squares);
        return Rounding.nearestRoot(numerator(count, sum, squares, exponent), denominator(count), exponent);
    }

    /** -1 when it, or the denominator, may be no double. */
    private static long smallNumerator(long count, ExactSum sum, ExactSum squares) {
        if (count > MAX_FACTOR || !sum.isWhole() || !squares.isWhole()) {
            return -1;
        }
        long total = sum.whole();
        long ofSquares = squares.whole();
        if (Math.abs(total) >= MAX_FACTOR || ofSquares >= MAX_FACTOR || total == Long.MIN_VALUE) {
            return -1;
        }
        long numerator = count * ofSquares - total * total;
        return numerator <= MAX_EXACT && count * (count - 1) <= MAX_EXACT ? numerator : -1;
    }

    /**
     * The double nearest to the root of a quotient, or NaN when that is too close to call: the root of the rounded quotient,
     * corrected by the remainders of both, is right to some 100 bits.
     */
    private static double smallRoot(long numerator, long denominator) {
        double quotient = (double) numerator / denominator;
        double root = Math.sqrt(quotient);
        if (numerator == 0) {
            return root;
        }
        double lost = Math.fma(-quotient, (double) denominator, (double) numerator) / denominator;
        double correction = (Math.fma(-root, root, quotient) + lost) / (2 * root);
        double corrected = root + correction;
        double left = Math.abs(root - corrected + correction);
        double half = Math.ulp(corrected) / 2;
        boolean isClear = left < half * 0.999_999 && Math.getExponent(corrected) == Math.getExponent(corrected - half);
        return isClear ? corrected : Double.NaN;
    }

    private static int exponent(ExactSum sum, ExactSum squares) {
        return Math.min(2 * sum.exponent(), squares.exponent());
    }

    private static BigInteger numerator(long count, ExactSum sum, ExactSum squares, int exponent) {
        BigInteger total = sum.mantissa();
        BigInteger first =
                squares.mantissa().multiply(BigInteger.valueOf(count)).shiftLeft(squares.exponent() - exponent);
        return first.subtract(total.multiply(total).shiftLeft(2 * sum.exponent() - exponent));
    }

    private static BigInteger denominator(long count) {
        return BigInteger.valueOf(count).multiply(BigInteger.valueOf(count - 1));
    }
}
