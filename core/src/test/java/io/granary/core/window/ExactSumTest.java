package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    private static final int ROUNDS = 1_000;
    /** More digits than the middle of any two doubles has. */
    private static final MathContext PRECISE = new MathContext(800, RoundingMode.DOWN);

    @Test
    void isTheDoubleNearestToTheSumOfAnyDoubles() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomNumbers numbers = new RandomNumbers(seed);
            double[] values = numbers.doubles(1 + numbers.below(20));
            BigDecimal oracle =
                    Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            ExactSum sum = new ExactSum();
            for (double value : values) {
                sum.add(value);
            }
            assertThat(sum.dividedBy(1))
                    .as("seed %d: %s", seed, Arrays.toString(values))
                    .isEqualTo(nearest(oracle));
            assertExact(sum, oracle, seed);
        }
    }

    @Test
    void isTheDoubleNearestToTheSumOfSquaresOfAnyDoubles() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomNumbers numbers = new RandomNumbers(seed);
            double[] values = numbers.doubles(1 + numbers.below(20));
            ExactSum sum = new ExactSum();
            BigDecimal oracle = BigDecimal.ZERO;
            for (double value : values) {
                sum.addSquare(value);
                oracle = oracle.add(new BigDecimal(value).pow(2));
            }
            assertThat(sum.dividedBy(1))
                    .as("seed %d: %s", seed, Arrays.toString(values))
                    .isEqualTo(nearest(oracle));
            assertExact(sum, oracle, seed);
        }
    }

    @Test
    void holdsEverySumOfLongs() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomNumbers numbers = new RandomNumbers(seed);
            long[] values = numbers.longs(1 + numbers.below(20));
            ExactSum sum = new ExactSum();
            ExactSum squares = new ExactSum();
            BigInteger oracle = BigInteger.ZERO;
            BigInteger oracleOfSquares = BigInteger.ZERO;
            for (long value : values) {
                sum.add(value);
                squares.addSquare(value);
                oracle = oracle.add(BigInteger.valueOf(value));
                oracleOfSquares = oracleOfSquares.add(BigInteger.valueOf(value).pow(2));
            }
            assertThat(sum.isWhole()).isEqualTo(oracle.bitLength() < Long.SIZE);
            assertThat(sum.isWhole() ? sum.whole() : 0).isEqualTo(sum.isWhole() ? oracle.longValue() : 0);
            assertExact(sum, new BigDecimal(oracle), seed);
            assertExact(squares, new BigDecimal(oracleOfSquares), seed);
        }
    }

    @Test
    void dividesAndRoundsOnce() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomNumbers numbers = new RandomNumbers(seed);
            double[] values = numbers.doubles(1 + numbers.below(5));
            long divisor = 1 + (numbers.random().nextLong() >>> 1 >>> numbers.below(Long.SIZE - 1)) / 2;
            ExactSum sum = new ExactSum();
            BigDecimal oracle = BigDecimal.ZERO;
            for (double value : values) {
                sum.add(value);
                oracle = oracle.add(new BigDecimal(value));
            }
            assertThat(sum.dividedBy(divisor))
                    .as("seed %d: %s / %d", seed, Arrays.toString(values), divisor)
                    .isEqualTo(nearest(quotient(oracle, BigDecimal.valueOf(divisor))));
        }
    }

    @Test
    void remembersInfinities() {
        ExactSum sum = new ExactSum();
        sum.add(1.5);
        sum.add(Double.NEGATIVE_INFINITY);
        assertThat(sum.dividedBy(3)).isEqualTo(Double.NEGATIVE_INFINITY);
        sum.add(Double.POSITIVE_INFINITY);
        assertThat(sum.dividedBy(3)).isNaN();
        sum.clear();
        assertThat(sum.dividedBy(3)).isZero();
    }

    @Test
    void carriesAfterMillionsOfAdditions() {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < (3 << 20) + 5; i++) {
            sum.add(-1, 31);
        }
        assertThat(sum.dividedBy(1)).isEqualTo(-((3L << 20) + 5) * 0x1p31);
    }

    /** Toward zero with a digit that says that more follows, so that it rounds as the exact quotient does. */
    static BigDecimal quotient(BigDecimal numerator, BigDecimal denominator) {
        BigDecimal quotient = numerator.divide(denominator, PRECISE);
        if (quotient.multiply(denominator).compareTo(numerator) == 0) {
            return quotient;
        }
        return quotient.add(new BigDecimal(BigInteger.valueOf(numerator.signum()), quotient.scale() + 5));
    }

    /** Java's own conversion rounds half-even only since 21 in all cases, so through the text that it reads right. */
    static double nearest(BigDecimal exact) {
        return Double.parseDouble(exact.toString()) + 0.0;
    }

    private static void assertExact(ExactSum sum, BigDecimal oracle, int seed) {
        BigDecimal mantissa = new BigDecimal(sum.mantissa());
        int exponent = sum.exponent();
        BigDecimal power = BigDecimal.valueOf(2).pow(Math.abs(exponent));
        BigDecimal exact = exponent < 0 ? mantissa.divide(power) : mantissa.multiply(power);
        assertThat(exact).as("seed %d", seed).isEqualByComparingTo(oracle);
    }
}
