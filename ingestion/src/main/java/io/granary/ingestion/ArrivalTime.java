package io.granary.ingestion;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** A record's arrival: its broker time, or on a CreateTime topic its producer's word. A missing one is the epoch. */
public final class ArrivalTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> incoming, long partitionTime) {
        return Math.max(0, incoming.timestamp());
    }
}
