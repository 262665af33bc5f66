package io.granary.offline.spark;

import io.granary.offline.engine.archive.StreamArchive;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The records that an archive has of the topic of a stream: after the end of its history, if there is one. */
record ArchiveLog(SparkSession spark, StreamArchive records) {

    /**
     * The records as {@link SweepRow} has them.
     *
     * @param fraction of them, chosen by chance; 1: all
     */
    Dataset<Row> sweepRows(SweepTask task, double fraction) {
        RecordFunction rows = new RecordRows(task, records.stream().name(), records.replayed());
        return new ArchivedRecords(spark, records.parts())
                .flatMap(fraction < 1 ? new SampledRecords(rows, fraction) : rows, SweepRow.SCHEMA);
    }
}
