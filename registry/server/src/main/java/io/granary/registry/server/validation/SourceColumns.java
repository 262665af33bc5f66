package io.granary.registry.server.validation;

import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.type.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of sources: declared, or read once from the file. */
final class SourceColumns {

    private final SchemaReader reader;
    private final Map<String, @Nullable List<Column>> read = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();

    SourceColumns(SchemaReader reader) {
        this.reader = reader;
    }

    /** Null when they are not known. */
    @Nullable
    List<Column> of(DataSource source) {
        if (source.schema() != null || !(source instanceof BatchSource batch)) {
            return source.schema();
        }
        if (!read.containsKey(batch.name())) {
            read.put(batch.name(), readColumns(batch));
        }
        return read.get(batch.name());
    }

    /** Why the file of a source could not be read, or null. */
    @Nullable
    String failure(DataSource source) {
        of(source);
        return failures.get(source.name());
    }

    static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private @Nullable List<Column> readColumns(BatchSource source) {
        try {
            return reader.columns(source);
        } catch (GranaryException e) {
            failures.put(source.name(), String.valueOf(e.getMessage()));
            return null;
        }
    }
}
