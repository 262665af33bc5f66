package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.type.Column;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.ReadFiles;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TableVersion;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows of a table: a batch source, or the history of a stream. */
final class TableLog {

    private final BatchSource source;
    private final @Nullable TableSnapshot snapshot;
    private final @Nullable ObjectTable objects;
    private final Dataset<Row> table;
    private final ReadFiles files;
    private final List<Column> columns;

    /** @param declared null: the columns are those of the file */
    TableLog(TableReader reader, BatchSource source, @Nullable List<Column> declared) {
        this.source = source;
        snapshot = reader.snapshot(source);
        objects = reader.objects(source);
        table = reader.readSource(source);
        files = objects == null ? ReadFiles.of(TableReader.files(table)) : ReadFiles.NONE;
        columns = declared == null ? TableReader.fileColumns(table) : declared;
    }

    /** The batch source that is the table. */
    String name() {
        return source.name();
    }

    BatchSource.Format format() {
        return source.format();
    }

    /** The columns that a row may have, with the types that it is read as. */
    List<Column> columns() {
        return columns;
    }

    /**
     * Every row, with the columns of these names.
     *
     * @throws GranaryException naming a column that is not there
     */
    Dataset<Row> rows(Collection<String> names) {
        names.forEach(this::requireColumn);
        return table.selectExpr(EntityFrame.quoted(names));
    }

    /** The version of the table that is read, or null when it keeps none. */
    @Nullable
    TableVersion version() {
        return snapshot == null ? null : snapshot.version();
    }

    /** The files that are read, in the order of paths. */
    List<FileVersion> files() {
        return objects == null ? files.versions() : objects.versions();
    }

    /** @throws GranaryException (FAILED_PRECONDITION) naming a file that changed since the table was opened; of objects, none */
    void requireUnchanged() {
        files.requireUnchanged();
    }

    /** Whether rows have a column, declared or not. */
    boolean hasColumn(String name) {
        return Arrays.asList(table.columns()).contains(name);
    }

    private void requireColumn(String name) {
        if (!hasColumn(name)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read source '" + source.name() + "': " + source.path() + " has no column '" + name
                            + "' (it has "
                            + (snapshot == null ? String.join(", ", table.columns()) : snapshot.columnsText()) + ")");
        }
    }
}
