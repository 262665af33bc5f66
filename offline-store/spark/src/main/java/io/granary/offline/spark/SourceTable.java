package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.compute.SeenTimes;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The table of a source with just the columns that some views read.
 *
 * @param rows of {@code columns}
 * @param columns with the types that the source declares
 */
record SourceTable(SourceAtRest source, TableLog log, Dataset<Row> rows, Columns columns) {

    /**
     * Opens the table; null when the source has none.
     *
     * @throws GranaryException naming a column that the file lacks, or an expression that does not compile
     */
    static @Nullable SourceTable find(
            TableReader reader, Revision revision, SourceAtRest source, List<FeatureView> views) {
        BatchSource table = source.table();
        if (table == null) {
            return null;
        }
        TableLog log = new TableLog(reader, table, source.columns());
        Map<String, Column> needed = new TreeMap<>();
        for (FeatureView view : views) {
            columns(revision, view, log.columns()).forEach(column -> needed.put(column.name(), column));
        }
        addTimes(source, log, needed);
        Columns columns = new Columns(new ArrayList<>(needed.values()));
        return new SourceTable(source, log, log.rows(needed.keySet()), columns);
    }

    /**
     * The rows as {@link SweepRow} has them.
     *
     * @param fraction of them, chosen by chance; 1: all
     */
    Dataset<Row> sweepRows(SweepTask task, FailedRows failed, double fraction) {
        Dataset<Row> read = fraction < 1 ? rows.sample(fraction) : rows;
        return read.flatMap(
                new TableRows(task, source.source().name(), columns, failed), Encoders.row(SweepRow.SCHEMA));
    }

    /** What entity rows can see; what they cannot is not read, as far as files tell without being read. */
    SourceTable within(SeenTimes seen) {
        return new SourceTable(
                source,
                log,
                MomentFilter.apply(rows, source.eventTimestamp(), seen.firstMicros(), seen.lastMicros()),
                columns);
    }

    /** About what is read. */
    long bytes() {
        return rows.queryExecution().optimizedPlan().stats().sizeInBytes().longValue();
    }

    /** The files that are read, in the order of paths. */
    List<FileVersion> files() {
        return log.files();
    }

    private static List<Column> columns(Revision revision, FeatureView view, List<Column> known) {
        return view.isWindowed()
                ? ViewEvents.compile(revision, view, known).columns()
                : new ViewRows(revision, view, known).columns();
    }

    private static void addTimes(SourceAtRest source, TableLog log, Map<String, Column> needed) {
        if (source.stream() != null) {
            String event = source.stream().eventTimestamp();
            needed.putIfAbsent(event, new Column(event, ScalarType.TIMESTAMP));
        }
        String created = source.createdTimestamp();
        if (created != null && log.hasColumn(created)) {
            needed.putIfAbsent(created, new Column(created, ScalarType.TIMESTAMP));
        }
    }
}
