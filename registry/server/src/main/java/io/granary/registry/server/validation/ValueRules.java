package io.granary.registry.server.validation;

import io.granary.core.GranaryException;
import io.granary.core.definition.ExpectationCheck.Matches;
import io.granary.core.definition.ExpectationCheck.OfRow;
import io.granary.core.definition.ExpectationCheck.OneOf;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.expectation.RowExpectation;
import io.granary.core.expression.Expression;
import io.granary.core.expression.ExpressionException;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what an expectation says of single values fits the type of their column. */
final class ValueRules {

    private static final Set<DataType> NUMBERS =
            Set.of(ScalarType.INT32, ScalarType.INT64, ScalarType.FLOAT32, ScalarType.FLOAT64);
    private static final Set<DataType> IN_SETS = Set.of(ScalarType.STRING, ScalarType.INT32, ScalarType.INT64);

    private final Check check;
    private final String path;
    private final OfRow expected;

    ValueRules(Check check, String path, OfRow expected) {
        this.check = check;
        this.path = path;
        this.expected = expected;
    }

    /**
     * Reports what does not fit.
     *
     * @param what a column has to be, in words
     * @return whether everything fits
     */
    boolean apply(List<Column> columns, String what) {
        if (!check.requireKnown(path + ".column", expected.column(), SourceColumns.names(columns), what)) {
            return false;
        }
        DataType type = columns.stream()
                .filter(column -> column.name().equals(expected.column()))
                .map(Column::type)
                .findFirst()
                .orElseThrow();
        if (expected instanceof Range range) {
            return requireRange(range, type);
        }
        if (expected instanceof OneOf set) {
            return requireSet(set, type);
        }
        return !(expected instanceof Matches regex) || requirePattern(regex, type);
    }

    private boolean requireRange(Range range, DataType type) {
        if (!NUMBERS.contains(type) && type != ScalarType.TIMESTAMP) {
            return refuse(".column", typed(type), "a column of numbers or of type TIMESTAMP");
        }
        if (range.min() == null && range.max() == null) {
            return refuse("", "no bound", "min, max or both");
        }
        if (!isBound(".min", range.min(), type) || !isBound(".max", range.max(), type)) {
            return false;
        }
        boolean isEmpty = range.min() != null && range.max() != null && isGreater(range.min(), range.max(), type);
        return !isEmpty || refuse(".min", "'" + range.min() + "'", "at most max, which is '" + range.max() + "'");
    }

    private boolean isBound(String field, @Nullable String bound, DataType type) {
        try {
            if (bound == null) {
                return true;
            }
            if (type == ScalarType.TIMESTAMP) {
                Instant.parse(bound);
                return true;
            }
            if (Double.isFinite(new BigDecimal(bound).doubleValue())) {
                return true;
            }
        } catch (DateTimeException | NumberFormatException e) {
            // Told as any other text that is none.
        }
        boolean isMoment = type == ScalarType.TIMESTAMP;
        return refuse(field, "'" + bound + "'", isMoment ? "a moment such as 2001-01-08T00:00:00Z" : "a finite number");
    }

    private static boolean isGreater(String min, String max, DataType type) {
        return type == ScalarType.TIMESTAMP
                ? Instant.parse(min).isAfter(Instant.parse(max))
                : new BigDecimal(min).compareTo(new BigDecimal(max)) > 0;
    }

    private boolean requireSet(OneOf set, DataType type) {
        if (!IN_SETS.contains(type)) {
            return refuse(".column", typed(type), "a column of type STRING, INT32 or INT64");
        }
        boolean fits = true;
        for (int i = 0; i < set.values().size(); i++) {
            fits &= isValue(".values[" + i + "]", set.values().get(i), type);
        }
        return fits;
    }

    /** Values are compared as text, so a number must be written as it is shown. */
    private boolean isValue(String field, String value, DataType type) {
        try {
            if (Objects.toString(Coercion.coerce(value, type, field)).equals(value)) {
                return true;
            }
        } catch (GranaryException e) {
            // Told as any other text that is none.
        }
        return refuse(field, "'" + value + "'", "a value of type " + type.text());
    }

    private boolean requirePattern(Matches regex, DataType type) {
        if (type != ScalarType.STRING) {
            return refuse(".column", typed(type), "a column of type STRING");
        }
        try {
            List<Column> column = List.of(new Column(regex.column(), ScalarType.STRING));
            Expression.compile(RowExpectation.text(regex), column, ScalarType.BOOL)
                    .evaluate(name -> "");
            return true;
        } catch (ExpressionException e) {
            return refuse(".pattern", "'" + regex.pattern() + "'", "an RE2 pattern");
        }
    }

    private String typed(DataType type) {
        return "'" + expected.column() + "' of type " + type.text();
    }

    private boolean refuse(String field, String value, String rule) {
        check.violation(path + field, value, rule);
        return false;
    }
}
