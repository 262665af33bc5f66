package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker how far topics and consumer groups are. Blocks on the broker; failures are UNAVAILABLE. */
final class Offsets {

    private final Admin admin;

    Offsets(Admin admin) {
        this.admin = admin;
    }

    /** Records of a topic that a group has not committed; every record for a group that is new. */
    long uncommitted(String topic, String group) {
        Map<TopicPartition, OffsetAndMetadata> committed = Topics.await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "read offsets of " + group);
        Map<TopicPartition, Long> positions = committed.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
        return beyond(topic, positions);
    }

    /** Records of a topic at or after the positions; of a partition without position, all records. */
    long beyond(String topic, Map<TopicPartition, Long> positions) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, Long> earliest = list(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> latest = list(partitions, OffsetSpec.latest());
        return partitions.stream()
                .mapToLong(partition -> {
                    long first = earliest.getOrDefault(partition, 0L);
                    long position = Math.max(first, positions.getOrDefault(partition, first));
                    return Math.max(0, latest.getOrDefault(partition, 0L) - position);
                })
                .sum();
    }

    private List<TopicPartition> partitions(String topic) {
        Map<String, TopicDescription> described =
                Topics.await(admin.describeTopics(List.of(topic)).allTopicNames(), "describe topic " + topic);
        return requireNonNull(described.get(topic), topic).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Map<TopicPartition, Long> list(List<TopicPartition> partitions, OffsetSpec spec) {
        KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec)),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all();
        return Topics.await(offsets, "read offsets of " + partitions).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
