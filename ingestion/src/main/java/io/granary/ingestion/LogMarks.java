package io.granary.ingestion;

import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** How far the store says that it has some topics; a partition of which it says nothing is left out. */
    static CompletionStage<Map<TopicPartition, Long>> noted(OnlineStore store, Set<String> topics) {
        CompletionStage<Map<TopicPartition, Long>> all = CompletableFuture.completedStage(Map.of());
        for (String topic : topics) {
            all = all.thenCombine(store.noted(topic), (before, offsets) -> joined(before, topic, offsets));
        }
        return all;
    }

    /** Has the store say that it has nothing of partitions, so that their projectors apply them from the start. */
    static CompletionStage<Void> forget(OnlineStore store, Set<TopicPartition> partitions) {
        Map<String, Set<Integer>> topics = new TreeMap<>();
        partitions.forEach(partition -> topics.computeIfAbsent(partition.topic(), topic -> new TreeSet<>())
                .add(partition.partition()));
        return CompletableFuture.allOf(topics.entrySet().stream()
                .map(topic -> store.forget(topic.getKey(), topic.getValue()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private static Map<TopicPartition, Long> joined(
            Map<TopicPartition, Long> before, String topic, Map<Integer, Long> offsets) {
        Map<TopicPartition, Long> joined = new HashMap<>(before);
        offsets.forEach((partition, offset) -> joined.put(new TopicPartition(topic, partition), offset));
        return joined;
    }
}
