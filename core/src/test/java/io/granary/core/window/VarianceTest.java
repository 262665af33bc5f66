package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.ScalarType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VarianceTest {

    private static final int ROUNDS = 400;

    @Test
    void isTheDoubleNearestToTheVarianceOfAnyDoubles() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomNumbers numbers = new RandomNumbers(seed);
            Object[] values = WindowValues.objects(numbers.doubles(2 + numbers.below(20)));
            assertNearest(values, ScalarType.FLOAT64, seed);
        }
    }

    @Test
    void isTheDoubleNearestToTheVarianceOfAnyLongs() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomNumbers numbers = new RandomNumbers(seed);
            Object[] values = WindowValues.objects(numbers.longs(2 + numbers.below(20)));
            assertNearest(values, ScalarType.INT64, seed);
        }
    }

    @Test
    void isTheDoubleNearestToTheVarianceOfManySmallIntegers() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomNumbers numbers = new RandomNumbers(seed);
            int bound = 2 + numbers.below(1 << numbers.below(12));
            Object[] values = Stream.generate(() -> (long) numbers.below(bound))
                    .limit(2 + numbers.below(60))
                    .toArray();
            assertNearest(values, ScalarType.INT64, seed);
        }
    }

    private static void assertNearest(Object[] values, ScalarType type, int seed) {
        BigDecimal count = BigDecimal.valueOf(values.length);
        BigDecimal sum = Arrays.stream(values).map(VarianceTest::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal squares =
                Arrays.stream(values).map(value -> exact(value).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal numerator = count.multiply(squares).subtract(sum.pow(2));
        BigDecimal denominator = count.multiply(count.subtract(BigDecimal.ONE));
        double variance = WindowValues.number("var", type, values);
        double deviation = WindowValues.number("std", type, values);
        assertThat(variance)
                .as("seed %d: %s", seed, Arrays.toString(values))
                .isEqualTo(ExactSumTest.nearest(ExactSumTest.quotient(numerator, denominator)));
        assertThat(isNearestRoot(deviation, numerator, denominator))
                .as("seed %d: %s of %s", seed, deviation, Arrays.toString(values))
                .isTrue();
    }

    private static BigDecimal exact(Object value) {
        return value instanceof Long integer ? BigDecimal.valueOf(integer) : new BigDecimal((Double) value);
    }

    /** Between the middles to its neighbours; on one only when it is even. */
    private static boolean isNearestRoot(double root, BigDecimal numerator, BigDecimal denominator) {
        int toBelow = root == 0
                ? 1
                : numerator.compareTo(squaredMiddle(Math.nextDown(root), root).multiply(denominator));
        int toAbove = Double.isInfinite(root)
                ? -1
                : numerator.compareTo(squaredMiddle(root, Math.nextUp(root)).multiply(denominator));
        boolean isEven = (Double.doubleToRawLongBits(root) & 1) == 0;
        return isEven ? toBelow >= 0 && toAbove <= 0 : toBelow > 0 && toAbove < 0;
    }

    private static BigDecimal squaredMiddle(double one, double other) {
        return toInfinity(one)
                .add(toInfinity(other))
                .multiply(BigDecimal.valueOf(0.5))
                .pow(2);
    }

    /** Infinity is what would come after the greatest double. */
    private static BigDecimal toInfinity(double value) {
        return Double.isInfinite(value) ? BigDecimal.valueOf(2).pow(1024) : new BigDecimal(value);
    }
}
