package io.granary.core.view;

import io.granary.core.GranaryException;
import io.granary.core.expression.Variables;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column that every row of a view's source must fill: a join key or a timestamp.
 *
 * @param name what the value is called in an error, such as {@code join key 'airport'}
 * @param column the source's column that holds it
 * @param type what it is coerced to, or null when the column has that type already
 */
record SourceColumn(String name, Column column, @Nullable DataType type) {

    /** @throws GranaryException (INVALID_ARGUMENT) when the source has no such column */
    static SourceColumn of(String name, String column, DataType type, List<Column> columns) {
        for (Column candidate : columns) {
            if (candidate.name().equals(column)) {
                return new SourceColumn(name, candidate, candidate.type().equals(type) ? null : type);
            }
        }
        throw GranaryException.invalid(
                name,
                column,
                "a column of the source; it has "
                        + columns.stream().map(Column::name).toList());
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the value is null or does not fit */
    Object read(Variables row) {
        Object value = row.value(column.name());
        if (value != null && type != null) {
            value = Coercion.coerce(value, type, name);
        }
        if (value == null) {
            throw GranaryException.invalid(name, null, "a value in column '" + column.name() + "'");
        }
        return value;
    }
}
