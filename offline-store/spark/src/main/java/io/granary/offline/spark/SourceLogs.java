package io.granary.offline.spark;

import io.granary.offline.engine.ArchiveGap;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a source are read from: a table up to the end of a stream's history, the archive from there on.
 *
 * @param table null: none is read
 * @param archive null: none is read
 */
record SourceLogs(
        SourceAtRest source,
        @Nullable SourceTable table,
        @Nullable ArchiveLog archive) {

    SourceLogs with(ArchiveLog log) {
        return new SourceLogs(source, table, log);
    }

    /** What the archive lacks that is read all the same. */
    List<ArchiveGap> gaps() {
        return archive == null ? List.of() : archive.accepted();
    }

    /** Rows as {@link SweepRow} has them, and those of all logs. */
    Dataset<Row> addTo(Dataset<Row> rows, SweepTask task, FailedRows failed) {
        Dataset<Row> all = table == null ? rows : rows.union(table.sweepRows(task, failed));
        return archive == null ? all : all.union(archive.sweepRows(task));
    }
}
