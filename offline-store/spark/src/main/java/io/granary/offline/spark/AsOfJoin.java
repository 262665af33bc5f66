package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The point-in-time join of plain views, however many, below Spark's SQL: rows and probes are spread by entity key, sorted by
 * numbers, and walked over once. Nothing becomes an object of a {@link Row}.
 */
final class AsOfJoin implements FlatMapFunction2<Iterator<InternalRow>, Iterator<InternalRow>, InternalRow> {

    /** About as much of tables at rest is one partition, which is sorted in memory. */
    private static final long DEFAULT_PARTITION_BYTES = 16L << 20;

    private static final int MAX_PARTITIONS = 20_000;
    private static final String PARTITION_BYTES = "spark.granary.partitionBytes";
    private static final String PIECE_BYTES = "spark.granary.pieceBytes";
    private static final long DEFAULT_PIECE_BYTES = 64L << 20;

    private static final long serialVersionUID = 1;

    private final TrainingTask task;

    private AsOfJoin(TrainingTask task) {
        this.task = task;
    }

    /**
     * The answers as {@link AnswerRow} has them.
     *
     * @param rows as {@link JoinRow} has them, as are the probes
     * @param bytes of the tables that both come from
     */
    static Dataset<Row> answers(
            SparkSession spark, TrainingTask task, JavaRDD<InternalRow> rows, JavaRDD<InternalRow> probes, long bytes) {
        SparkConf conf = spark.sparkContext().conf();
        long partitionBytes = conf.getSizeAsBytes(PARTITION_BYTES, DEFAULT_PARTITION_BYTES);
        int partitions = partitions(bytes / partitionBytes, spark.sparkContext().defaultParallelism());
        JoinShuffle shuffledRows = JoinShuffle.start(spark, rows, partitions);
        JoinShuffle shuffledProbes = JoinShuffle.start(spark, probes, partitions);
        SkewedKeys keys =
                SkewedKeys.split(shuffledRows, shuffledProbes, conf.getSizeAsBytes(PIECE_BYTES, DEFAULT_PIECE_BYTES));
        JavaRDD<InternalRow> answers =
                shuffledRows.read(keys.rows()).zipPartitions(shuffledProbes.read(keys.probes()), new AsOfJoin(task));
        return InternalRows.toDataset(spark, answers, AnswerRow.SCHEMA);
    }

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows, Iterator<InternalRow> probes) {
        List<FeatureView> views = task.views();
        return probes.hasNext()
                ? new AsOfWalk(views, SortedJoinRows.sort(rows, probes))
                : List.<InternalRow>of().iterator();
    }

    private static int partitions(long partitions, int parallelism) {
        return partitions == 0 ? 1 : (int) Math.min(MAX_PARTITIONS, Math.max(partitions, parallelism));
    }
}
