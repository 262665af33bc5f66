package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity column that a plan needs.
 *
 * @param use whether a null is refused
 */
record RequestColumn(Column column, Use use) {

    /** What the column is needed for; a join key that is a request field too counts as a join key. */
    enum Use {
        JOIN_KEY("a join key of type "),
        REQUEST_FIELD("a request field of type ");

        private final String text;

        Use(String text) {
            this.text = text;
        }
    }

    String name() {
        return column.name();
    }

    /** What a request must give, for errors. */
    String expected() {
        return use.text + column.type().text();
    }

    boolean isText() {
        return isOf(ScalarType.STRING);
    }

    boolean isInt64() {
        return isOf(ScalarType.INT64);
    }

    private boolean isOf(ScalarType type) {
        return column.type() == type;
    }

    /**
     * The values as the type's Java class.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the column, and the row where one value is to blame
     */
    @Nullable
    Object[] bind(EntityColumns entities) {
        List<@Nullable Object> values = entities.find(name());
        if (values == null) {
            throw GranaryException.invalid("entities." + name(), "absent", expected() + " for each row");
        }
        return bind(values);
    }

    /** Like {@link #bind(EntityColumns)}, of the column's own values. */
    @Nullable
    Object[] bind(List<@Nullable Object> values) {
        @Nullable Object[] bound = new Object[values.size()];
        for (int row = 0; row < bound.length; row++) {
            bound[row] = bindOne(values.get(row), row);
        }
        return bound;
    }

    private @Nullable Object bindOne(@Nullable Object value, int row) {
        if (value == null && use == Use.JOIN_KEY) {
            throw GranaryException.invalid(path(row), null, expected());
        }
        if (value == null || isExact(value)) {
            return value;
        }
        return Coercion.coerce(value, column.type(), path(row));
    }

    /** Spares the common case the path that only an error needs. */
    private boolean isExact(Object value) {
        return isInt64() && value instanceof Long;
    }

    private String path(int row) {
        return "entities." + name() + "[" + row + "]";
    }
}
