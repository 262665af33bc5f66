package io.granary.registry.server.validation;

import io.granary.core.definition.BatchSource;
import io.granary.core.type.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the columns of batch sources that declare none, by looking at the file. Safe for threads. */
@FunctionalInterface
public interface SchemaReader {

    /** Knows no file; checks that need columns are skipped. */
    SchemaReader NONE = source -> null;

    /**
     * The columns, or null when they cannot be known here.
     *
     * @throws io.granary.core.GranaryException when the file is there but cannot be read; becomes a violation
     */
    @Nullable
    List<Column> columns(BatchSource source);
}
