package io.granary.core.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Floating-point numbers out of any number or text of one, as {@link Coercion} says; null when they do not hold it. */
final class FloatCoercion {

    private FloatCoercion() {}

    static @Nullable Double toDouble(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue() + 0.0;
        }
        if (NumberCoercion.isWhole(value)) {
            long whole = ((Number) value).longValue();
            return holds(whole, (double) whole) ? (Double) (double) whole : null;
        }
        Number number = big(value);
        if (number == null) {
            return null;
        }
        double nearest = number.doubleValue();
        return holds(number, nearest) ? (Double) (nearest + 0.0) : null;
    }

    static @Nullable Float toFloat(Object value) {
        if (value instanceof Float number) {
            return number + 0.0f;
        }
        if (value instanceof Double number) {
            return ofDouble(number);
        }
        if (NumberCoercion.isWhole(value)) {
            long whole = ((Number) value).longValue();
            return holds(whole, (float) whole) ? (Float) (float) whole : null;
        }
        Number number = big(value);
        if (number == null) {
            return null;
        }
        float nearest = number.floatValue();
        return holds(number, nearest) ? (Float) (nearest + 0.0f) : null;
    }

    private static @Nullable Float ofDouble(double value) {
        float nearest = (float) value;
        boolean same = nearest == value || Double.isNaN(value);
        boolean shortest = Float.isFinite(nearest) && Double.parseDouble(Float.toString(nearest)) == value;
        return same || shortest ? (Float) (nearest + 0.0f) : null;
    }

    private static @Nullable Number big(Object value) {
        if (value instanceof CharSequence text) {
            return NumberCoercion.parse(text);
        }
        return value instanceof BigInteger || value instanceof BigDecimal ? (Number) value : null;
    }

    /** 2^63 is refused first: the cast back would clip it to the greatest long. */
    private static boolean holds(long whole, double nearest) {
        return nearest != 0x1p63 && (long) nearest == whole;
    }

    private static boolean holds(Number number, Number nearest) {
        if (Double.isInfinite(nearest.doubleValue())) {
            return false;
        }
        BigDecimal exact = new BigDecimal(nearest.doubleValue());
        return number instanceof BigInteger whole
                ? exact.compareTo(new BigDecimal(whole)) == 0
                : isWrittenAs((BigDecimal) number, nearest, exact);
    }

    /** Before Java 19, the text of a float may be one off in the last digit; it stands for the float all the same. */
    private static boolean isWrittenAs(BigDecimal number, Number nearest, BigDecimal exact) {
        BigDecimal decimal = number.stripTrailingZeros();
        MathContext asManyDigits = new MathContext(decimal.precision(), RoundingMode.HALF_EVEN);
        return exact.round(asManyDigits).compareTo(decimal) == 0
                || new BigDecimal(nearest.toString()).compareTo(decimal) == 0;
    }
}
