package io.granary.offline.spark;

import io.granary.offline.engine.ArchiveGap;
import io.granary.offline.engine.archive.StreamArchive;
import io.granary.offline.engine.compute.SeenTimes;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a source are read from: a table up to the end of a stream's history, the archive from there on.
 *
 * @param table null: none is read
 * @param archive null: none is read
 * @param fraction of the rows that are read; 1: all
 */
record SourceLogs(
        SourceAtRest source,
        @Nullable SourceTable table,
        @Nullable ArchiveLog archive,
        double fraction) {

    /** All rows. */
    SourceLogs(SourceAtRest source, @Nullable SourceTable table, @Nullable ArchiveLog archive) {
        this(source, table, archive, 1);
    }

    /** @param task whose views read it */
    SourceLogs with(SparkSession spark, StreamArchive read, SweepTask task) {
        return new SourceLogs(source, table, ArchiveLog.of(spark, read, task), fraction);
    }

    /** What entity rows can see of the table, and all of the archive. */
    SourceLogs within(SeenTimes seen) {
        return new SourceLogs(source, table == null ? null : table.within(seen), archive, fraction);
    }

    /** Some of the rows, chosen by chance. */
    SourceLogs sampled(double part) {
        return new SourceLogs(source, table, archive, part);
    }

    /** About what is read. */
    long bytes() {
        return (table == null ? 0 : table.bytes())
                + (archive == null ? 0 : archive.records().bytes());
    }

    /** @throws io.granary.core.GranaryException (FAILED_PRECONDITION) naming a file of the table that changed since it was opened */
    void requireUnchanged() {
        if (table != null) {
            table.log().requireUnchanged();
        }
    }

    /** What the archive lacks that is read all the same. */
    List<ArchiveGap> gaps() {
        return archive == null ? List.of() : archive.records().accepted();
    }

    /** Rows as {@link SweepRow} has them, and those of all logs. */
    Dataset<Row> addTo(Dataset<Row> rows, SweepTask task, FailedRows failed) {
        Dataset<Row> all = table == null ? rows : rows.union(table.sweepRows(task, failed, fraction));
        return archive == null ? all : all.union(archive.sweepRows(task, fraction));
    }
}
