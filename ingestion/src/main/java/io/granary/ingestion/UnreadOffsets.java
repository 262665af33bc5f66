package io.granary.ingestion;

import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Parts of partitions: what a reader has left.
 *
 * @param from where they begin; absent: at offset 0
 * @param to where they end, which may be where they begin or before it
 */
record UnreadOffsets(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {

    static final UnreadOffsets NOTHING = new UnreadOffsets(Map.of(), Map.of());

    UnreadOffsets {
        from = Map.copyOf(from);
        to = Map.copyOf(to);
    }

    /** Of records, of markers and of what was aborted. */
    long offsets() {
        return to.keySet().stream().mapToLong(this::offsets).sum();
    }

    private long offsets(TopicPartition partition) {
        return Math.max(0, to.getOrDefault(partition, 0L) - from.getOrDefault(partition, 0L));
    }

    /** Where those parts begin whose number of offsets is one of these. */
    Map<TopicPartition, Long> starts(LongPredicate lengths) {
        return to.keySet().stream()
                .filter(partition -> lengths.test(offsets(partition)))
                .collect(Collectors.toMap(partition -> partition, partition -> from.getOrDefault(partition, 0L)));
    }
}
