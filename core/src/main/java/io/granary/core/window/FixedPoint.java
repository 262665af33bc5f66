package io.granary.core.window;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An exact binary number around a fixed point: limbs of 32 bits in longs, so that additions carry late. Only the limbs
 * between the smallest and the largest addend exist. Holds every double, every square of one, and 2^63 times as much.
 */
final class FixedPoint {

    /** Of the lowest bit that can be held: a square of the least double. */
    static final int MIN_EXPONENT = -2148;

    /** Above the highest bit of an addend. */
    static final int MAX_EXPONENT = 2176;

    private static final int LIMB_BITS = 32;
    private static final long LIMB = 0xFFFF_FFFFL;
    /** Makes every exponent positive; whole limbs. */
    private static final int BIAS = 2176;
    /** An addend takes up to 33 bits of a limb, so this many fit and many more. */
    private static final int MAX_PENDING = 1 << 20;

    private static final int SPARE_LIMBS = 2;

    private long[] limbs = {};
    /** The place of {@code limbs[0]}, in limbs. */
    private int first;

    private int pending;
    private boolean isDirty;

    /** Sets the number to 0, keeps the memory. */
    void clear() {
        if (isDirty) {
            Arrays.fill(limbs, 0);
            isDirty = false;
            pending = 0;
        }
    }

    /** Whether something was added since it was cleared, even if it came to 0. */
    boolean isDirty() {
        return isDirty;
    }

    /** Adds {@code mantissa * 2^exponent}. */
    void add(long mantissa, int exponent) {
        int at = place(exponent);
        int shift = exponent & (LIMB_BITS - 1);
        long low = (mantissa & LIMB) << shift;
        long high = (mantissa >> LIMB_BITS) << shift;
        limbs[at] += low & LIMB;
        limbs[at + 1] += (low >>> LIMB_BITS) + (high & LIMB);
        limbs[at + 2] += high >> LIMB_BITS;
        isDirty = true;
        if (++pending == MAX_PENDING) {
            carry();
        }
    }

    /** Carries, so that all limbs but the last hold 32 bits, and the last the sign. */
    void carry() {
        long carry = 0;
        int last = limbs.length - 1;
        for (int i = 0; i < last; i++) {
            carry += limbs[i];
            limbs[i] = carry & LIMB;
            carry >>= LIMB_BITS;
        }
        pending = 0;
        if (last >= 0) {
            limbs[last] += carry;
            splitLast(last);
        }
    }

    /** -1, 0 or 1; like everything below, after {@link #carry}. */
    int sign() {
        int lowest = lowestLimb();
        if (lowest < 0) {
            return 0;
        }
        return limbs[limbs.length - 1] < 0 ? -1 : 1;
    }

    /** The exponent of the lowest bit that is set; not of 0. */
    int lowestExponent() {
        int lowest = lowestLimb();
        return (first + lowest) * LIMB_BITS - BIAS + Long.numberOfTrailingZeros(limbs[lowest]);
    }

    /** The exponent above the highest bit that differs from the sign; not of 0. */
    int highestExponent() {
        int top = limbs.length;
        long sign = limb(top + 1);
        while (top >= 0 && limb(top) == sign) {
            top--;
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(limb(top) ^ (top < 0 ? 0 : sign));
        return (first + top) * LIMB_BITS - BIAS + (top < 0 ? LIMB_BITS : bits);
    }

    /** 64 bits from an exponent up, in two's complement. */
    long bitsFrom(int exponent) {
        int position = exponent + BIAS - first * LIMB_BITS;
        int at = Math.floorDiv(position, LIMB_BITS);
        int shift = Math.floorMod(position, LIMB_BITS);
        long low = limb(at) | (limb(at + 1) << LIMB_BITS);
        return shift == 0 ? low : (low >>> shift) | (limb(at + 2) << (2 * LIMB_BITS - shift));
    }

    /** The number times 2^-exponent, which is whole when no bit below the exponent is set. */
    BigInteger scaled(int exponent) {
        int words = (highestExponent() - exponent) / Long.SIZE + 1;
        ByteBuffer bytes = ByteBuffer.allocate(words * Long.BYTES);
        for (int i = words - 1; i >= 0; i--) {
            bytes.putLong(bitsFrom(exponent + i * Long.SIZE));
        }
        return new BigInteger(bytes.array());
    }

    /**
     * The double nearest to the number divided by a positive divisor of at most 31 bits, ties to even: divides limb by
     * limb from the top until the digits suffice, the rest only matters for being nothing or not.
     */
    double dividedBy(long divisor) {
        int lowest = lowestLimb();
        if (lowest < 0) {
            return 0;
        }
        boolean isNegative = limbs[limbs.length - 1] < 0;
        int at = limbs.length;
        long rest = 0;
        long digit = 0;
        while (digit == 0) {
            rest = (rest << LIMB_BITS) | magnitude(at--, lowest, isNegative);
            digit = rest / divisor;
            rest -= digit * divisor;
        }
        int top = at + 1;
        rest = (rest << LIMB_BITS) | magnitude(at--, lowest, isNegative);
        long second = rest / divisor;
        rest = ((rest - second * divisor) << LIMB_BITS) | magnitude(at, lowest, isNegative);
        long third = rest / divisor;
        rest -= third * divisor;
        int zeros = Long.numberOfLeadingZeros(digit) - LIMB_BITS;
        long bits = (((digit << LIMB_BITS) | second) << zeros) | (third << zeros >>> LIMB_BITS);
        boolean isInexact = ((third << zeros) & LIMB) != 0 || rest != 0 || lowest < at;
        int exponent = (first + top + 1) * LIMB_BITS - BIAS - zeros - 1;
        double rounded = Rounding.nearest(bits, isInexact, exponent);
        return isNegative ? -rounded : rounded;
    }

    private int lowestLimb() {
        for (int i = 0; i < limbs.length; i++) {
            if (limbs[i] != 0) {
                return i;
            }
        }
        return -1;
    }

    /** 32 bits of the number in two's complement: zeros below the first limb, the sign above the last. */
    private long limb(int at) {
        if (at < 0) {
            return 0;
        }
        int last = limbs.length - 1;
        return (at <= last ? limbs[at] : limbs[last] >> LIMB_BITS) & LIMB;
    }

    /** 32 bits of the number without its sign. */
    private long magnitude(int at, int lowest, boolean isNegative) {
        if (at < lowest) {
            return 0;
        }
        long limb = limb(at);
        if (!isNegative) {
            return limb;
        }
        return (at == lowest ? -limb : ~limb) & LIMB;
    }

    /** The index of an exponent's limb, once it, two above and one for the carry exist. */
    private int place(int exponent) {
        int limb = (exponent + BIAS) / LIMB_BITS;
        if (limb < first || limb - first + SPARE_LIMBS + 1 >= limbs.length) {
            grow(limb);
        }
        return limb - first;
    }

    private void grow(int limb) {
        int newEnd = limb + SPARE_LIMBS + 2;
        if (limbs.length == 0) {
            first = limb - SPARE_LIMBS;
            limbs = new long[newEnd - first];
            return;
        }
        carry();
        int newFirst = Math.min(first, limb);
        long[] grown = new long[Math.max(first + limbs.length, newEnd) - newFirst];
        System.arraycopy(limbs, 0, grown, first - newFirst, limbs.length);
        int last = first - newFirst + limbs.length - 1;
        limbs = grown;
        first = newFirst;
        splitLast(last);
    }

    /** What was the last limb keeps 32 bits when there is one above, which becomes so when it has more. */
    private void splitLast(int last) {
        long sign = limbs[last] >> LIMB_BITS;
        boolean isLast = last == limbs.length - 1;
        if (isLast && limbs[last] == (int) limbs[last]) {
            return;
        }
        if (isLast) {
            limbs = Arrays.copyOf(limbs, limbs.length + 1);
        }
        limbs[last] &= LIMB;
        limbs[last + 1] += sign;
    }
}
