package io.granary.offline.spark;

import static org.apache.spark.sql.functions.lit;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.type.Column;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** The rows of a table: a batch source, or the history of a stream. */
final class TableLog implements EventLog {

    private final BatchSource source;
    private final Dataset<Row> table;
    private final List<Column> columns;

    /** @param declared null: the columns are those of the file */
    TableLog(TableReader reader, BatchSource source, @Nullable List<Column> declared) {
        this.source = source;
        table = reader.readSource(source);
        columns = declared == null ? TableReader.fileColumns(table) : declared;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public Dataset<Row> rows(Collection<String> names) {
        names.forEach(this::requireColumn);
        Dataset<Row> rows = table.selectExpr(EntityFrame.quoted(names));
        for (StructField field : PLACE.fields()) {
            rows = rows.withColumn(field.name(), lit(null).cast(field.dataType()));
        }
        return rows;
    }

    @Override
    public List<Path> files() {
        return TableReader.files(table);
    }

    @Override
    public boolean hasColumn(String name) {
        return Arrays.asList(table.columns()).contains(name);
    }

    private void requireColumn(String name) {
        if (!hasColumn(name)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read source '" + source.name() + "': " + source.path() + " has no column '" + name
                            + "' (it has " + String.join(", ", table.columns()) + ")");
        }
    }
}
