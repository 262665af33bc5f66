package io.granary.offline.spark;

import io.granary.formats.ReplayedRecords;
import io.granary.offline.engine.archive.StreamArchive;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The records that an archive has of the topic of a stream: after the end of its history, if there is one.
 *
 * @param replayed of the whole topic
 */
record ArchiveLog(SparkSession spark, StreamArchive records, ReplayedRecords replayed) {

    static ArchiveLog of(SparkSession spark, StreamArchive records) {
        return new ArchiveLog(
                spark, records, new TaskScan(spark).replayed(records.topic().parts()));
    }

    /**
     * The records as {@link SweepRow} has them.
     *
     * @param fraction of them, chosen by chance; 1: all
     */
    Dataset<Row> sweepRows(SweepTask task, double fraction) {
        RecordFunction rows = new RecordRows(task, records.stream().name(), replayed);
        return new ArchivedRecords(spark, records.parts(), records.arrivals())
                .flatMap(fraction < 1 ? new SampledRecords(rows, fraction) : rows, SweepRow.SCHEMA);
    }
}
