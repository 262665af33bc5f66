package io.granary.ingestion;

import io.granary.core.featurelog.FeatureLogEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** How the records of one topic of the feature log become entries. Immutable and safe for threads. */
interface ProjectedLog {

    /**
     * Reads one record.
     *
     * @param epoch of the topic, see {@link LogPositions}
     * @return null when the record says nothing
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) when it is no record of the feature log
     */
    @Nullable
    FeatureLogEntry read(ConsumerRecord<byte[], byte[]> each, long epoch);
}
