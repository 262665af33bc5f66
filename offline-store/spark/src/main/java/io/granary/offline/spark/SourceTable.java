package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.SourceAtRest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a source with just the columns that some views read.
 *
 * @param logs where the rows are
 * @param rows {@code columns}, then {@link EventLog#PLACE}
 * @param columns of the rows, with the types that the source declares
 */
record SourceTable(SourceAtRest source, List<EventLog> logs, Dataset<Row> rows, Columns columns) {

    /** @throws GranaryException naming a column that the file lacks, or an expression that does not compile */
    static SourceTable open(EventLogs all, Revision revision, SourceAtRest source, List<FeatureView> views) {
        List<EventLog> logs = all.of(source);
        List<Column> known = logs.get(0).columns();
        Map<String, Column> needed = new TreeMap<>();
        for (FeatureView view : views) {
            columns(revision, view, known).forEach(column -> needed.put(column.name(), column));
        }
        addTimes(source, logs, needed);
        Dataset<Row> rows = logs.stream()
                .map(log -> log.rows(needed.keySet()))
                .reduce(Dataset::union)
                .orElseThrow();
        return new SourceTable(source, logs, rows, new Columns(new ArrayList<>(needed.values())));
    }

    /** The files that are read, in the order of logs and paths. */
    List<Path> files() {
        return logs.stream().flatMap(log -> log.files().stream()).toList();
    }

    private static List<Column> columns(Revision revision, FeatureView view, List<Column> known) {
        return view.isWindowed()
                ? ViewEvents.compile(revision, view, known).columns()
                : new ViewRows(revision, view, known).columns();
    }

    private static void addTimes(SourceAtRest source, List<EventLog> logs, Map<String, Column> needed) {
        if (source.stream() != null) {
            String event = source.stream().eventTimestamp();
            needed.putIfAbsent(event, new Column(event, ScalarType.TIMESTAMP));
        }
        String created = source.createdTimestamp();
        if (created != null && logs.stream().allMatch(log -> log.hasColumn(created))) {
            needed.putIfAbsent(created, new Column(created, ScalarType.TIMESTAMP));
        }
    }
}
