package io.granary.benchmarks.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Rationals and their roots as doubles, rounded once. They are cut off behind more digits than a number halfway between two
 * doubles of our magnitudes can have, and marked with one more digit if that left something out, so that the one rounding
 * sees on which side of the halfway point they lie.
 */
final class OnceRounded {

    private static final MathContext CUT = new MathContext(400, RoundingMode.DOWN);

    private OnceRounded() {}

    static double of(BigDecimal exact) {
        return Double.parseDouble(exact.toString());
    }

    static double quotient(BigDecimal dividend, BigDecimal divisor) {
        return of(cutQuotient(dividend, divisor));
    }

    static double rootOfQuotient(BigDecimal dividend, BigDecimal divisor) {
        BigDecimal quotient = cutQuotient(dividend, divisor);
        if (quotient.signum() == 0) {
            return 0;
        }
        BigDecimal root = quotient.sqrt(new MathContext(CUT.getPrecision() / 2, RoundingMode.DOWN));
        return of(marked(root, root.multiply(root).compareTo(quotient) != 0));
    }

    private static BigDecimal cutQuotient(BigDecimal dividend, BigDecimal divisor) {
        BigDecimal quotient = dividend.divide(divisor, CUT);
        return marked(quotient, quotient.multiply(divisor).compareTo(dividend) != 0);
    }

    private static BigDecimal marked(BigDecimal cut, boolean hasMore) {
        BigInteger digits = cut.unscaledValue().multiply(BigInteger.TEN);
        BigInteger mark = BigInteger.valueOf(hasMore ? digits.signum() : 0);
        return new BigDecimal(digits.add(mark), cut.scale() + 1);
    }
}
