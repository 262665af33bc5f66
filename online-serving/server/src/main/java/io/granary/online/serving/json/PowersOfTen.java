package io.granary.online.serving.json;

import java.math.BigInteger;

/**
 * Powers of ten in 126 bits: {@code g = floor(10^-k / 2^r) + 1} with {@code 2^125 <= g < 2^126}, as two halves of 63 bits,
 * and logarithms in integer arithmetic that are right for every exponent of a double.
 */
final class PowersOfTen {

    private static final int MIN = -324;
    private static final int MAX = 292;
    private static final int BITS = 126;
    private static final long LOW_BITS = Long.MAX_VALUE;

    /** For each exponent the high half, then the low half. */
    private static final long[] HALVES = halves();

    private PowersOfTen() {}

    private static long[] halves() {
        long[] halves = new long[2 * (MAX - MIN + 1)];
        for (int k = MIN; k <= MAX; k++) {
            BigInteger g = scaled(-k);
            halves[2 * (k - MIN)] = g.shiftRight(Long.SIZE - 1).longValueExact();
            halves[2 * (k - MIN) + 1] = g.longValue() & LOW_BITS;
        }
        return halves;
    }

    private static BigInteger scaled(int exponent) {
        int shift = floorLog2OfPow10(exponent) - (BITS - 1);
        BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
        BigInteger floor = exponent < 0
                ? BigInteger.ONE.shiftLeft(-shift).divide(power)
                : shift > 0 ? power.shiftRight(shift) : power.shiftLeft(-shift);
        return floor.add(BigInteger.ONE);
    }

    /** The high half of the power for {@code -k}. */
    static long high(int k) {
        return HALVES[2 * (k - MIN)];
    }

    /** The low half of the power for {@code -k}. */
    static long low(int k) {
        return HALVES[2 * (k - MIN) + 1];
    }

    /** {@code floor(log10(2^exponent))}. */
    static int floorLog10OfPow2(int exponent) {
        return (int) ((exponent * 661_971_961_083L) >> 41);
    }

    /** {@code floor(log10(3/4 * 2^exponent))}. */
    static int floorLog10OfThreeQuartersPow2(int exponent) {
        return (int) ((exponent * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    /** {@code floor(log2(10^exponent))}. */
    static int floorLog2OfPow10(int exponent) {
        return (int) ((exponent * 913_124_641_741L) >> 38);
    }
}
