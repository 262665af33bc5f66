package io.granary.core.expectation;

import io.granary.core.definition.ExpectationCheck;
import io.granary.core.definition.ExpectationCheck.Matches;
import io.granary.core.definition.ExpectationCheck.NotNull;
import io.granary.core.definition.ExpectationCheck.OneOf;
import io.granary.core.definition.ExpectationCheck.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks of rows as CEL. The text needs no types, as a table's may be known to its file only. */
final class RowCheckText {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final String INFINITY = "1.0 / 0.0";
    private static final int FIRST_PRINTABLE = 0x20;
    private static final BigDecimal MIN_INT = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_INT = BigDecimal.valueOf(Long.MAX_VALUE);

    private RowCheckText() {}

    /** @param subject CEL that gives the value looked at */
    static String of(ExpectationCheck.OfRow check, String subject) {
        if (check instanceof NotNull) {
            return "!isNull(" + subject + ")";
        }
        return "default(" + unlessNull(check, subject) + ", true)";
    }

    private static String unlessNull(ExpectationCheck.OfRow check, String subject) {
        if (check instanceof Range range) {
            return bounds(range, subject);
        }
        if (check instanceof OneOf set) {
            return "string(" + subject + ") in "
                    + set.values().stream().map(RowCheckText::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return subject + ".matches(" + text("\\A(?:" + ((Matches) check).pattern() + ")\\z") + ")";
    }

    /** CEL takes NaN for the greatest number, so there is always an upper bound. */
    private static String bounds(Range range, String subject) {
        List<String> bounds = new ArrayList<>();
        if (range.min() != null) {
            bounds.add(subject + " >= " + literal(range.min()));
        }
        if (range.max() != null) {
            bounds.add(subject + " <= " + literal(range.max()));
        } else if (range.min() != null && NUMBER.matcher(range.min()).matches()) {
            bounds.add(subject + " <= " + INFINITY);
        }
        return String.join(" && ", bounds);
    }

    private static String literal(String bound) {
        if (!NUMBER.matcher(bound).matches()) {
            return "timestamp(" + text(bound) + ")";
        }
        BigDecimal number = new BigDecimal(bound);
        return isInt(number) ? number.toBigIntegerExact().toString() : Double.toString(number.doubleValue());
    }

    private static boolean isInt(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0
                && number.compareTo(MIN_INT) >= 0
                && number.compareTo(MAX_INT) <= 0;
    }

    private static String text(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < FIRST_PRINTABLE) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }
}
