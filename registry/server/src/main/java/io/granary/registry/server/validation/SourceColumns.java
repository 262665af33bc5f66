package io.granary.registry.server.validation;

import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.type.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The columns of sources: declared, or read once from the file. Safe for threads. */
final class SourceColumns {

    /** What a file says, or why it says nothing. */
    private record Read(
            @Nullable List<Column> columns, @Nullable String failure) {}

    private final SchemaReader reader;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    SourceColumns(SchemaReader reader) {
        this.reader = reader;
    }

    /** Null when they are not known. */
    @Nullable
    List<Column> of(DataSource source) {
        return source.schema() == null && source instanceof BatchSource batch
                ? read(batch).columns()
                : source.schema();
    }

    /** Why the file of a source could not be read, or null. */
    @Nullable
    String failure(DataSource source) {
        return source.schema() == null && source instanceof BatchSource batch
                ? read(batch).failure()
                : null;
    }

    static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private Read read(BatchSource source) {
        return read.computeIfAbsent(source.name(), name -> tryRead(source));
    }

    private Read tryRead(BatchSource source) {
        try {
            return new Read(reader.columns(source), null);
        } catch (GranaryException e) {
            return new Read(null, String.valueOf(e.getMessage()));
        }
    }
}
