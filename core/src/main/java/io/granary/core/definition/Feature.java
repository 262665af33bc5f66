package io.granary.core.definition;

import static java.util.Objects.requireNonNull;

import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One value that a view gives for an entity.
 *
 * @param expression CEL over the source's columns (of an on-demand view: over its inputs); a plain column is its own
 *     name
 * @param defaultValue stands for the value of rows written before the feature was added, and for a missing value where
 *     the service asks for defaults; of the type's Java class, or null
 * @param was the name that this feature had before, so that it keeps its stored values; null: it was not renamed
 */
public record Feature(
        String name,
        DataType type,
        String expression,
        @Nullable Object defaultValue,
        @Nullable String was) {

    public Feature {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(expression, "expression");
    }

    /** A feature that was not renamed. */
    public Feature(String name, DataType type, String expression, @Nullable Object defaultValue) {
        this(name, type, expression, defaultValue, null);
    }

    public Column column() {
        return new Column(name, type);
    }
}
