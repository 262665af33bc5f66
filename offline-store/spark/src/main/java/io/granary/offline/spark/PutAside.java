package io.granary.offline.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.granary.archive.ArrivalRange;
import io.granary.offline.engine.archive.StreamArchive;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The records of a topic that views could not use and that were given back to them: a view counts the copy instead. However
 * many they are, no more of them come to the driver than are worth sending to every executor.
 *
 * @param originals view and place of each, as {@link OriginalPlaces} has them
 * @param count how many there are
 */
record PutAside(Dataset<Row> originals, long count) {

    /** Of Spark's settings: how many are sent to every executor at most; of more, rows go to where their originals are. */
    static final String BROADCAST = "spark.granary.put-aside.broadcast";

    private static final String DEFAULT_BROADCAST = "100000";

    /** Those that views of a task could not use, in the whole topic, whichever of its records are read otherwise. */
    static PutAside of(SparkSession spark, StreamArchive records, SweepTask task) {
        Dataset<Row> originals = new ArchivedRecords(spark, records.topic().parts(), ArrivalRange.ALL)
                .flatMapHeaders(OriginalPlaces.of(task, records.stream().name()), OriginalPlaces.SCHEMA);
        return new PutAside(originals, originals.count());
    }

    boolean isEmpty() {
        return count == 0;
    }

    /**
     * Leaves out what a view made of records that it could not use when they came.
     *
     * @param rows as {@link PlacedRows} has them
     * @return rows as {@link SweepRow} has them
     */
    Dataset<Row> leaveOutOf(Dataset<Row> rows) {
        long most = Long.parseLong(rows.sparkSession().conf().get(BROADCAST, DEFAULT_BROADCAST));
        Dataset<Row> others = count <= most ? broadcast(originals) : originals.hint("merge");
        Column[] columns = Arrays.stream(SweepRow.SCHEMA.fieldNames())
                .map(name -> col(name))
                .toArray(Column[]::new);
        return rows.join(others, OriginalPlaces.SCHEMA.fieldNames(), "left_anti")
                .select(columns);
    }
}
