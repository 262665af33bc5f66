package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.OfflineReplayContract;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that were given back, when they are too many to be sent to every executor. */
final class SparkPutAsideTest extends OfflineReplayContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    private SparkSession spark;

    @BeforeEach
    void sendNone() {
        spark = SparkSession.active();
        spark.conf().set(PutAside.BROADCAST, 0);
    }

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }

    /** The driver is not handed so much as a byte of each. */
    @Override
    @Test
    protected void countsEachOfManyOnce() {
        SparkContext context = spark.sparkContext();
        LargestResult largest = new LargestResult();
        context.addSparkListener(largest);
        super.countsEachOfManyOnce();
        awaitEvents(context);
        context.removeSparkListener(largest);
        assertThat(largest.bytes.get()).isPositive().isLessThan(MANY);
    }

    private static void awaitEvents(SparkContext context) {
        try {
            context.listenerBus().waitUntilEmpty();
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What the largest task sent to the driver. */
    private static final class LargestResult extends SparkListener {

        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd ended) {
            bytes.accumulateAndGet(ended.taskMetrics().resultSize(), Math::max);
        }
    }
}
