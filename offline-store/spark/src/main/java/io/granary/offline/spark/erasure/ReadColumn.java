package io.granary.offline.spark.erasure;

import static java.util.Objects.requireNonNull;

import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table as views read it.
 *
 * @param declared its type by the source; null: that of the file
 * @param type what its values are read as, then
 */
record ReadColumn(String name, @Nullable DataType declared, ScalarType type) {

    ReadColumn {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    static ReadColumn of(SourceAtRest source, String name, ScalarType type) {
        List<Column> columns = source.columns();
        DataType declared = columns == null
                ? null
                : columns.stream()
                        .filter(column -> column.name().equals(name))
                        .map(Column::type)
                        .findFirst()
                        .orElse(null);
        return new ReadColumn(name, declared, type);
    }

    /** The column of a source's timestamp; null: it has none. */
    static @Nullable ReadColumn ofMoment(SourceAtRest source, @Nullable String name) {
        return name == null ? null : of(source, name, ScalarType.TIMESTAMP);
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) when the value does not fit without loss */
    @Nullable
    Object typed(@Nullable Object value) {
        return Coercion.coerce(declared == null ? value : Coercion.coerce(value, declared, name), type, name);
    }
}
