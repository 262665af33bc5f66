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
 */
public record Feature(
        String name,
        DataType type,
        String expression,
        @Nullable Object defaultValue) {

    public Feature {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(expression, "expression");
    }

    public Column column() {
        return new Column(name, type);
    }
}
