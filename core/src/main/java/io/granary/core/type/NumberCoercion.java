package io.granary.core.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole numbers out of any number or text of one; null when the type does not hold it. */
final class NumberCoercion {

    /** The exact decimals of the smallest doubles have 767 digits. */
    private static final int MAX_TEXT = 1_100;

    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,9})?");
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int LONG_DIGITS = 19;

    private NumberCoercion() {}

    static @Nullable Integer toInteger(Object value) {
        if (value instanceof Integer integer) {
            return integer;
        }
        Long whole = toLong(value);
        return whole == null || whole.intValue() != whole ? null : (Integer) whole.intValue();
    }

    static @Nullable Long toLong(Object value) {
        if (isWhole(value)) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return ofDouble(((Number) value).doubleValue());
        }
        Number number = value instanceof CharSequence text ? parse(text) : value instanceof Number n ? n : null;
        if (number instanceof BigInteger big) {
            return ofBigInteger(big);
        }
        return number instanceof BigDecimal decimal ? ofBigDecimal(decimal) : null;
    }

    /** Whether the value is of a class that holds whole numbers in at most 64 bits. */
    static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    /** Text as {@link BigInteger} when it is digits only, else as {@link BigDecimal}; null when it is not a number. */
    static @Nullable Number parse(CharSequence text) {
        if (text.length() > MAX_TEXT || !DECIMAL.matcher(text).matches()) {
            return null;
        }
        String digits = text.toString();
        return digits.chars().allMatch(c -> c == '-' || Character.isDigit(c))
                ? new BigInteger(digits)
                : new BigDecimal(digits);
    }

    private static @Nullable Long ofDouble(double value) {
        return value >= -0x1p63 && value < 0x1p63 && value == Math.rint(value) ? (Long) (long) value : null;
    }

    private static @Nullable Long ofBigInteger(BigInteger value) {
        return value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0 ? (Long) value.longValue() : null;
    }

    /** Looks at the magnitude first: 1e999999999 must not be written out. */
    private static @Nullable Long ofBigDecimal(BigDecimal value) {
        if (value.signum() == 0) {
            return 0L;
        }
        long wholeDigits = (long) value.precision() - value.scale();
        if (wholeDigits < 1 || wholeDigits > LONG_DIGITS) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() > 0 ? null : ofBigInteger(stripped.toBigInteger());
    }
}
