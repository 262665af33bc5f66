package io.granary.ingestion;

import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries out of what was polled of the feature log: leaves out what was dropped, and buries what cannot be read.
 * Used by the projector's thread.
 */
final class LogReader {

    private final ProjectorState state;
    private final LogPositions positions;
    private final CorruptRows corruptRows;
    private final ProjectorMetrics metrics;

    LogReader(ProjectorState state, LogPositions positions, CorruptRows corruptRows, ProjectorMetrics metrics) {
        this.state = state;
        this.positions = positions;
        this.corruptRows = corruptRows;
        this.metrics = metrics;
    }

    /** @param logs how to read each topic; those that are not there are not read any more */
    List<FeatureLogEntry> read(ConsumerRecords<byte[], byte[]> polled, Map<String, ProjectedLog> logs) {
        List<FeatureLogEntry> entries = new ArrayList<>(polled.count());
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            long epoch = positions.epoch(partition);
            ProjectedLog log = logs.get(partition.topic());
            if (log != null) {
                records.forEach(each -> read(log, each, epoch, entries));
            }
        }
        return entries;
    }

    private void read(
            ProjectedLog log, ConsumerRecord<byte[], byte[]> each, long epoch, List<FeatureLogEntry> entries) {
        FeatureLogEntry entry = readOrBury(log, each, epoch);
        if (entry != null && !isDropped(entry)) {
            entries.add(entry);
        }
    }

    private @Nullable FeatureLogEntry readOrBury(ProjectedLog log, ConsumerRecord<byte[], byte[]> each, long epoch) {
        try {
            return log.read(each, epoch);
        } catch (GranaryException e) {
            corruptRows.bury(each, String.valueOf(e.getMessage()));
            metrics.corrupt();
            return null;
        }
    }

    private boolean isDropped(FeatureLogEntry entry) {
        boolean dropped = state.dropped().has(entry);
        if (dropped) {
            metrics.dropped();
        }
        return dropped;
    }
}
