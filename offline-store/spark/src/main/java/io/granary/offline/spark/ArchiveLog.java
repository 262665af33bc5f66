package io.granary.offline.spark;

import io.granary.offline.engine.archive.StreamArchive;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The records that an archive has of the topic of a stream: after the end of its history, if there is one.
 *
 * @param putAside of the whole topic
 */
record ArchiveLog(SparkSession spark, StreamArchive records, PutAside putAside) {

    /** @param task whose views read them */
    static ArchiveLog of(SparkSession spark, StreamArchive records, SweepTask task) {
        return new ArchiveLog(spark, records, PutAside.of(spark, records, task));
    }

    /**
     * The records as {@link SweepRow} has them.
     *
     * @param fraction of them, chosen by chance; 1: all
     */
    Dataset<Row> sweepRows(SweepTask task, double fraction) {
        RecordFunction all = new RecordRows(task, records.stream().name());
        RecordFunction rows = fraction < 1 ? new SampledRecords(all, fraction) : all;
        ArchivedRecords read = new ArchivedRecords(spark, records.parts(), records.arrivals());
        return putAside.isEmpty()
                ? read.flatMap(rows, SweepRow.SCHEMA)
                : putAside.leaveOutOf(read.flatMap(new PlacedRows(rows), PlacedRows.SCHEMA));
    }
}
