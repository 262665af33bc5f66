package io.granary.offline.local;

import io.granary.core.definition.BatchSource;
import io.granary.core.type.Column;
import io.granary.offline.engine.plan.SourceAtRest;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a source that belong to its timeline, as a table of DuckDB with the columns that some views read, of the
 * types that the source declares; and with {@value #EVENT}, its event timestamp, and {@value #CREATED}, its created
 * timestamp, else its arrival, both in epoch microseconds.
 *
 * @param name of the table in DuckDB
 * @param file the table at rest
 * @param known every column that the source has, typed
 * @param columns those of the table, in the order of {@link #column}
 */
record TypedSource(SourceAtRest atRest, String name, FileTable file, List<Column> known, List<Column> columns) {

    static final String EVENT = "ev";
    static final String CREATED = "cr";

    /** The table's column that holds a column of the source. */
    String column(String source) {
        return "s" + position(source);
    }

    /** The position of a column of the source. */
    int position(String source) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(source)) {
                return i;
            }
        }
        throw new IllegalArgumentException(source);
    }

    /** The declared type of a column of the table. */
    Column typed(String source) {
        return columns.get(position(source));
    }

    /** What the table at rest is called. */
    String tableName() {
        BatchSource table = atRest.table();
        return table == null ? atRest.source().name() : table.name();
    }

    List<Path> files() {
        return file.files();
    }
}
