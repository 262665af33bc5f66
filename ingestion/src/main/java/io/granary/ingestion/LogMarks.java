package io.granary.ingestion;

import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** The online store's notes of how far it has the topics of the feature log. */
final class LogMarks {

    private LogMarks() {}

    /** As {@link OnlineStore#mark} says, of any number of topics. */
    static CompletionStage<Map<TopicPartition, Long>> note(OnlineStore store, Map<TopicPartition, LogMark> marks) {
        Map<String, Map<Integer, LogMark>> topics = new TreeMap<>();
        marks.forEach((partition, mark) -> topics.computeIfAbsent(partition.topic(), topic -> new HashMap<>())
                .put(partition.partition(), mark));
        CompletionStage<Map<TopicPartition, Long>> all = CompletableFuture.completedStage(Map.of());
        for (Map.Entry<String, Map<Integer, LogMark>> topic : topics.entrySet()) {
            all = all.thenCombine(
                    store.mark(topic.getKey(), topic.getValue()),
                    (before, offsets) -> joined(before, topic.getKey(), offsets));
        }
        return all;
    }

    private static Map<TopicPartition, Long> joined(
            Map<TopicPartition, Long> before, String topic, Map<Integer, Long> offsets) {
        Map<TopicPartition, Long> joined = new HashMap<>(before);
        offsets.forEach((partition, offset) -> joined.put(new TopicPartition(topic, partition), offset));
        return joined;
    }
}
