package io.granary.ingestion.push;

import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.core.expression.Variables;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a data frame in the declared columns, each value of its type's Java class. Other columns are left out. */
final class TypedRows {

    private final int size;
    private final Map<String, @Nullable Object[]> columns;

    private TypedRows(int size, Map<String, @Nullable Object[]> columns) {
        this.size = size;
        this.columns = columns;
    }

    /** Reads every column; what is missing or does not fit is an error. */
    static TypedRows of(DataFrame frame, List<Column> declared, RowErrors errors) {
        Map<String, @Nullable Object[]> columns = new LinkedHashMap<>();
        for (Column column : declared) {
            List<@Nullable Object> values = frame.columns().get(column.name());
            if (values == null) {
                errors.add("df." + column.name(), missing(frame, column));
            } else {
                columns.put(column.name(), coerced(values, column, errors));
            }
        }
        return new TypedRows(frame.rows(), columns);
    }

    private static String missing(DataFrame frame, Column column) {
        String suggestion =
                Suggestions.of(column.name(), frame.columns().keySet().stream().toList());
        String found = suggestion == null ? "" : ", not " + suggestion.replaceFirst(".*('.*').*", "$1");
        return "missing (expected: a list of " + column.type().text() + found + ")";
    }

    private static @Nullable Object[] coerced(List<@Nullable Object> values, Column column, RowErrors errors) {
        @Nullable Object[] coerced = new @Nullable Object[values.size()];
        for (int i = 0; i < coerced.length; i++) {
            String place = "df." + column.name() + "[" + i + "]";
            try {
                coerced[i] = Coercion.coerce(given(values.get(i), column), column.type(), place);
            } catch (GranaryException e) {
                errors.add(place, e);
            }
        }
        return coerced;
    }

    private static @Nullable Object given(@Nullable Object value, Column column) {
        return column.type() == ScalarType.TIMESTAMP ? MomentText.normalized(value) : value;
    }

    int size() {
        return size;
    }

    /** The value of a declared column. */
    @Nullable
    Object value(String column, int row) {
        Object[] values = columns.get(column);
        if (values == null) {
            throw new IllegalArgumentException("column: '" + column + "' is not declared");
        }
        return values[row];
    }

    /** One row, as expressions read it. */
    Variables row(int row) {
        return column -> value(column, row);
    }
}
