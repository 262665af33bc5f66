package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a source with just the columns that some views read.
 *
 * @param columns of the rows, with the types that the source declares
 */
record SourceTable(SourceAtRest source, Dataset<Row> rows, Columns columns) {

    /** @throws GranaryException naming a column that the file lacks, or an expression that does not compile */
    static SourceTable open(TableReader reader, Revision revision, SourceAtRest source, List<FeatureView> views) {
        Dataset<Row> table = reader.readSource(source.table());
        List<Column> known = source.columns() == null ? TableReader.fileColumns(table) : source.columns();
        Map<String, Column> needed = new TreeMap<>();
        for (FeatureView view : views) {
            new ViewRows(revision, view, known).columns().forEach(column -> needed.put(column.name(), column));
        }
        addTimes(source, table, needed);
        needed.keySet().forEach(name -> requireColumn(source, table, name));
        Dataset<Row> rows = table.selectExpr(EntityFrame.quoted(needed.keySet()));
        return new SourceTable(source, rows, new Columns(new ArrayList<>(needed.values())));
    }

    private static void addTimes(SourceAtRest source, Dataset<Row> table, Map<String, Column> needed) {
        if (source.stream() != null) {
            String event = source.stream().eventTimestamp();
            needed.putIfAbsent(event, new Column(event, ScalarType.TIMESTAMP));
        }
        String created = source.createdTimestamp();
        if (created != null && Arrays.asList(table.columns()).contains(created)) {
            needed.putIfAbsent(created, new Column(created, ScalarType.TIMESTAMP));
        }
    }

    private static void requireColumn(SourceAtRest source, Dataset<Row> table, String name) {
        if (!Arrays.asList(table.columns()).contains(name)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read source '" + source.table().name() + "': "
                            + source.table().path()
                            + " has no column '" + name + "' (it has "
                            + String.join(", ", table.columns()) + ")");
        }
    }
}
