package io.granary.offline.spark;

import java.util.concurrent.TimeoutException;
import org.apache.spark.MapOutputStatistics;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.ShufflePartitionSpec;
import org.apache.spark.sql.execution.adaptive.ShufflePartitionsUtil;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeExec;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** One side of the as-of join, spread over partitions by entity key. Which task reads what is decided when it is written. */
final class JoinShuffle {

    private static final double SMALLEST_PIECE = 0.2;

    private final ShuffleExchangeExec exchange;
    private final Future<MapOutputStatistics> written;

    private JoinShuffle(ShuffleExchangeExec exchange) {
        this.exchange = exchange;
        this.written = exchange.submitShuffleJob();
    }

    /** Starts to write rows as {@link JoinRow} has them. */
    static JoinShuffle start(SparkSession spark, JavaRDD<InternalRow> rows, int partitions) {
        SparkSession planned = spark.newSession();
        planned.conf().set("spark.sql.adaptive.enabled", false);
        Dataset<Row> spread =
                InternalRows.toDataset(planned, rows, JoinRow.SCHEMA).repartition(partitions, JoinRow.group());
        return new JoinShuffle(
                (ShuffleExchangeExec) InternalRows.execution(spread).executedPlan());
    }

    /** How many bytes each partition has, once all are written. */
    long[] partitionBytes() {
        try {
            MapOutputStatistics statistics = Await.result(written, Duration.Inf());
            return statistics == null ? new long[exchange.numPartitions()] : statistics.bytesByPartitionId();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Cannot shuffle: interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Cannot shuffle: " + e.getMessage(), e);
        }
    }

    /** One partition in pieces of about so many bytes, each written by other tasks than the rest. */
    ShufflePartitionSpec[] pieces(int partition, long bytes) {
        return OptionConverters.toJava(ShufflePartitionsUtil.createSkewPartitionSpecs(
                        exchange.shuffleDependency().shuffleId(), partition, bytes, SMALLEST_PIECE))
                .map(pieces -> CollectionConverters.asJava(pieces).toArray(ShufflePartitionSpec[]::new))
                .orElseGet(() -> new ShufflePartitionSpec[] {SkewedKeys.whole(partition)});
    }

    JavaRDD<InternalRow> read(ShufflePartitionSpec[] pieces) {
        return exchange.getShuffleRDD(pieces).toJavaRDD();
    }
}
