package io.granary.core.window;

import java.math.BigInteger;

/**
 * An exact sum of doubles, long integers or the squares of either. Whole numbers, which most states are, stay in one long;
 * the rest, and what outgrows it, goes to a {@link FixedPoint}. Infinities are remembered beside it.
 */
final class ExactSum {

    private static final long MAX_ROOT = 0x7FFF_FFFF;
    private static final long MAX_WHOLE = 1L << 62;
    private static final long MAX_EXACT = 1L << 53;
    private static final int MAX_DIVISOR_BITS = 31;
    private static final int FRACTION_BITS = 52;
    private static final int EXPONENT_BIAS = 1075;
    private static final long LOW = 0xFFFF_FFFFL;

    private final FixedPoint rest = new FixedPoint();
    private long whole;
    private int infinities;

    void clear() {
        whole = 0;
        infinities = 0;
        rest.clear();
    }

    void add(long value) {
        long sum = whole + value;
        if (((whole ^ sum) & (value ^ sum)) < 0) {
            rest.add(whole, 0);
            sum = value;
        }
        whole = sum;
    }

    void add(double value) {
        long integer = (long) value;
        if (integer == value && integer < MAX_WHOLE && integer > -MAX_WHOLE) {
            add(integer);
        } else if (Double.isInfinite(value)) {
            addInfinities(value > 0 ? 1 : 2);
        } else {
            add(value < 0 ? -mantissa(value) : mantissa(value), exponent(value));
        }
    }

    void addSquare(long value) {
        if (value <= MAX_ROOT && value >= -MAX_ROOT) {
            add(value * value);
        } else {
            addProduct(value, 0);
        }
    }

    void addSquare(double value) {
        long integer = (long) value;
        if (integer == value && integer <= MAX_ROOT && integer >= -MAX_ROOT) {
            add(integer * integer);
        } else if (Double.isInfinite(value)) {
            addInfinities(1);
        } else {
            addProduct(mantissa(value), 2 * exponent(value));
        }
    }

    /** Adds {@code mantissa * 2^exponent}. */
    void add(long mantissa, int exponent) {
        rest.add(mantissa, exponent);
    }

    /** @param flags bit 0: plus infinity, bit 1: minus infinity */
    void addInfinities(int flags) {
        infinities |= flags;
    }

    /** Bit 0: plus infinity was added, bit 1: minus infinity. */
    int infinities() {
        return infinities;
    }

    boolean isFinite() {
        return infinities == 0;
    }

    /** Whether the finite part is a whole number that {@link #whole} holds. */
    boolean isWhole() {
        if (!rest.isDirty()) {
            return true;
        }
        settle();
        if (rest.sign() == 0) {
            return true;
        }
        return rest.lowestExponent() >= 0 && rest.highestExponent() < Long.SIZE;
    }

    /** The finite part, if {@link #isWhole}. */
    long whole() {
        if (!rest.isDirty()) {
            return whole;
        }
        return rest.sign() == 0 ? 0 : rest.bitsFrom(0);
    }

    /** The finite part as one number; what it tells is right until the next addition. */
    FixedPoint settle() {
        if (whole != 0) {
            rest.add(whole, 0);
            whole = 0;
        }
        rest.carry();
        return rest;
    }

    /** The double nearest to the sum divided by a positive number: an infinity when one was added, NaN when both were. */
    double dividedBy(long divisor) {
        if (infinities != 0) {
            return infinity();
        }
        if (!rest.isDirty() && isExact(whole) && isExact(divisor)) {
            return (double) whole / divisor;
        }
        settle();
        return divisor >>> MAX_DIVISOR_BITS == 0 ? rest.dividedBy(divisor) : dividedExactly(divisor);
    }

    /** The finite part is this number times 2^{@link #exponent}. */
    BigInteger mantissa() {
        return settle().sign() == 0 ? BigInteger.ZERO : rest.scaled(rest.lowestExponent());
    }

    int exponent() {
        return settle().sign() == 0 ? 0 : rest.lowestExponent();
    }

    /** Whether it is a double, so that dividing it rounds once. */
    private static boolean isExact(long value) {
        return value <= MAX_EXACT && value >= -MAX_EXACT;
    }

    private double dividedExactly(long divisor) {
        return Rounding.nearest(mantissa(), BigInteger.valueOf(divisor), exponent());
    }

    private double infinity() {
        return switch (infinities) {
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** Adds {@code factor^2 * 2^exponent}. */
    private void addProduct(long factor, int exponent) {
        long low = factor * factor;
        rest.add(low & LOW, exponent);
        rest.add(low >>> 32, exponent + 32);
        rest.add(Math.multiplyHigh(factor, factor), exponent + 64);
    }

    /** Of the double without its sign. */
    private static long mantissa(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & ((1L << FRACTION_BITS) - 1);
        return ((bits >>> FRACTION_BITS) & 0x7FF) == 0 ? fraction : fraction | (1L << FRACTION_BITS);
    }

    private static int exponent(double value) {
        int biased = (int) (Double.doubleToRawLongBits(value) >>> FRACTION_BITS) & 0x7FF;
        return Math.max(biased, 1) - EXPONENT_BIAS;
    }
}
