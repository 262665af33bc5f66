package io.granary.ingestion;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/** Counts what the local stores of one view of windows read of their logs. */
final class StoreMetrics implements StateRestoreListener, StandbyUpdateListener {

    private final Counter restored;
    private final Counter followed;

    private StoreMetrics(MeterRegistry meters, String view) {
        restored =
                counter(meters, view, "restored", "Records of logs that stores needed before their task could go on");
        followed = counter(meters, view, "followed", "Records of logs that standby stores have followed");
    }

    private static Counter counter(MeterRegistry meters, String view, String name, String description) {
        return Counter.builder("granary.ingestion.windows." + name)
                .description(description)
                .tag("view", view)
                .register(meters);
    }

    /** Counts from the start of an application on, which is still to come. */
    static void listen(KafkaStreams streams, MeterRegistry meters, String view) {
        StoreMetrics metrics = new StoreMetrics(meters, view);
        streams.setGlobalStateRestoreListener(metrics);
        streams.setStandbyUpdateListener(metrics);
    }

    @Override
    public void onRestoreStart(TopicPartition log, String store, long startingOffset, long endingOffset) {}

    @Override
    public void onBatchRestored(TopicPartition log, String store, long batchEndOffset, long records) {
        restored.increment((double) records);
    }

    @Override
    public void onRestoreEnd(TopicPartition log, String store, long records) {}

    @Override
    public void onUpdateStart(TopicPartition log, String store, long startingOffset) {}

    @Override
    public void onBatchLoaded(
            TopicPartition log, String store, TaskId task, long batchEndOffset, long records, long endOffset) {
        followed.increment((double) records);
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition log, String store, long storeOffset, long endOffset, SuspendReason reason) {}
}
