package io.granary.benchmarks.oracle;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Doubles and their squares as big decimals, made once: a stream's doubles are added up many thousand times. All values have one
 * scale, and so have all squares; adding them up is adding integers. Safe for threads.
 */
final class ExactDoubles {

    private record Exact(BigDecimal value, BigDecimal square) {

        static Exact of(BigDecimal exact, int scale) {
            BigDecimal value = exact.setScale(scale);
            return new Exact(value, value.multiply(value));
        }
    }

    private final Map<Double, Exact> ofDouble;

    private ExactDoubles(Map<Double, Exact> ofDouble) {
        this.ofDouble = ofDouble;
    }

    /** @param doubles all that will be asked for, and others; of these only finite ones are kept */
    static ExactDoubles of(List<Double> doubles) {
        List<Double> finite =
                doubles.stream().filter(Double::isFinite).distinct().toList();
        int scale = finite.stream()
                .mapToInt(each -> new BigDecimal(each).scale())
                .max()
                .orElse(0);
        Map<Double, Exact> exact = new HashMap<>();
        finite.forEach(each -> exact.put(each, Exact.of(new BigDecimal(each), scale)));
        return new ExactDoubles(exact);
    }

    /** @param number a Long, or one of the doubles */
    BigDecimal value(Object number) {
        return number instanceof Long integer
                ? BigDecimal.valueOf(integer)
                : exact(number).value();
    }

    /** @param number as in {@link #value} */
    BigDecimal square(Object number) {
        return number instanceof Long ? value(number).pow(2) : exact(number).square();
    }

    private Exact exact(Object number) {
        Exact exact = ofDouble.get(number);
        if (exact == null) {
            throw new IllegalArgumentException("number: " + number + " (expected: a finite double of the stream)");
        }
        return exact;
    }
}
