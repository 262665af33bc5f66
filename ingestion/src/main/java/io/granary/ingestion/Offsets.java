package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.util.Collection;
import java.util.HashMap;
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
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Asks the broker how far topics and consumer groups are. Blocks on the broker; failures are UNAVAILABLE. */
final class Offsets {

    private final Admin admin;

    Offsets(Admin admin) {
        this.admin = admin;
    }

    /** What a group has committed; empty for a group that is new. */
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> committed = Topics.await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "read offsets of " + group);
        return committed.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /**
     * Keeps offsets under a name: as those of a consumer group that nobody is in. The broker forgets them a week later,
     * or when it is told to forget groups.
     */
    void save(String name, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> saved = offsets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
        Topics.await(admin.alterConsumerGroupOffsets(name, saved).all(), "save offsets as " + name);
    }

    /**
     * Forgets what a group has committed; a group that is unknown is none.
     *
     * @throws GranaryException (UNAVAILABLE) also when somebody is in the group
     */
    void forget(String group) {
        try {
            Topics.await(admin.deleteConsumerGroups(List.of(group)).all(), "delete consumer group " + group);
        } catch (GranaryException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    /** Where a topic ends now, records of open transactions included. */
    Map<TopicPartition, Long> ends(String topic) {
        return list(partitions(topic), OffsetSpec.latest());
    }

    /** Where a topic begins now. */
    Map<TopicPartition, Long> starts(String topic) {
        return list(partitions(topic), OffsetSpec.earliest());
    }

    /** The first offset of each partition of a topic whose record arrived at a time or later; else its end. */
    Map<TopicPartition, Long> at(String topic, long arrivalMillis) {
        Map<TopicPartition, Long> found = ends(topic);
        list(found.keySet(), OffsetSpec.forTimestamp(arrivalMillis))
                .forEach((partition, offset) ->
                        found.computeIfPresent(partition, (same, end) -> offset < 0 ? end : offset));
        return found;
    }

    /** The arrival of the first record of each partition that has one, in epoch milliseconds. */
    Map<TopicPartition, Long> firstArrivals(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> arrivals = new HashMap<>();
        infos(partitions, OffsetSpec.forTimestamp(0)).forEach((partition, info) -> {
            if (info.offset() >= 0) {
                arrivals.put(partition, info.timestamp());
            }
        });
        return arrivals;
    }

    /** Records before the targets that a group has still to commit; those that exist no more are not counted. */
    long remaining(String group, Map<TopicPartition, Long> targets) {
        return unread(group, targets).offsets();
    }

    /**
     * What a group has still to commit of a topic; all there is for a group that is new. What comes behind a transaction that
     * is still open is part of it, such as that of a process that was killed: it becomes readable later.
     */
    UnreadOffsets unread(String group, String topic) {
        return unread(group, ends(topic));
    }

    /** What a group has still to commit before the targets, of what there is. */
    UnreadOffsets unread(String group, Map<TopicPartition, Long> targets) {
        if (targets.isEmpty()) {
            return UnreadOffsets.NOTHING;
        }
        Map<TopicPartition, Long> committed = committed(group);
        Map<TopicPartition, Long> earliest = list(targets.keySet(), OffsetSpec.earliest());
        Map<TopicPartition, Long> latest = list(targets.keySet(), OffsetSpec.latest());
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> to = new HashMap<>();
        targets.forEach((partition, target) -> {
            long first = earliest.getOrDefault(partition, 0L);
            from.put(partition, Math.max(first, committed.getOrDefault(partition, first)));
            to.put(partition, Math.min(target, latest.getOrDefault(partition, 0L)));
        });
        return new UnreadOffsets(from, to);
    }

    private List<TopicPartition> partitions(String topic) {
        Map<String, TopicDescription> described =
                Topics.await(admin.describeTopics(List.of(topic)).allTopicNames(), "describe topic " + topic);
        return requireNonNull(described.get(topic), topic).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Map<TopicPartition, Long> list(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return infos(partitions, spec).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private Map<TopicPartition, ListOffsetsResultInfo> infos(Collection<TopicPartition> partitions, OffsetSpec spec) {
        KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec)),
                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all();
        return Topics.await(offsets, "read offsets of " + partitions);
    }
}
