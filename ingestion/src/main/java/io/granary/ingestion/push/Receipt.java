package io.granary.ingestion.push;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Where the rows of a request are in Kafka, which is all that it takes to tell later what became of them.
 *
 * @param topic id of the topic, of which there is another once the topic was made anew
 * @param acceptedMillis the first row's broker time, epoch milliseconds
 * @param rows of the request
 * @param runs of the records that the rows became: none when no view selected any
 */
record Receipt(Uuid topic, Destination destination, long acceptedMillis, int rows, List<Run> runs) {

    Receipt {
        requireNonNull(topic, "topic");
        requireNonNull(destination, "destination");
        runs = List.copyOf(runs);
    }

    /** @param records as Kafka acknowledged them, all of one topic */
    static Receipt of(Uuid topic, Destination destination, int rows, List<RecordMetadata> records, long nowMillis) {
        long first = records.stream()
                .filter(RecordMetadata::hasTimestamp)
                .mapToLong(RecordMetadata::timestamp)
                .min()
                .orElse(nowMillis);
        return new Receipt(topic, destination, first, rows, runs(records));
    }

    private static List<Run> runs(List<RecordMetadata> records) {
        List<Run> runs = new ArrayList<>();
        records.stream()
                .sorted(Comparator.comparing(RecordMetadata::partition).thenComparing(RecordMetadata::offset))
                .forEach(record -> add(record, runs));
        return runs;
    }

    private static void add(RecordMetadata record, List<Run> runs) {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last.partition() == record.partition() && last.end() == record.offset()) {
            runs.set(runs.size() - 1, new Run(last.partition(), last.first(), last.count() + 1));
        } else {
            runs.add(new Run(record.partition(), record.offset(), 1));
        }
    }

    boolean contains(int partition, long offset) {
        return runs.stream().anyMatch(run -> run.contains(partition, offset));
    }

    /** The offset after the last record of each partition. */
    Map<TopicPartition, Long> ends(String topicName) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        runs.forEach(run -> ends.merge(new TopicPartition(topicName, run.partition()), run.end(), Math::max));
        return ends;
    }
}
