package io.granary.ingestion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a broker has, as anybody may read it. */
record BrokerContents(String bootstrapServers) {

    /** Every committed record of a topic. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                100_000);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    /** Records of a project's trips that an application has committed. */
    long processed(String applicationId) {
        try (Admin admin = admin()) {
            return new Offsets(admin)
                    .committed(applicationId).entrySet().stream()
                            .filter(entry -> entry.getKey().topic().startsWith("trips-"))
                            .mapToLong(Map.Entry::getValue)
                            .sum();
        }
    }

    /** Ids of the stream applications and names of saved offsets of a project. */
    Set<String> groups(String project) {
        try (Admin admin = admin()) {
            return admin.listGroups().all().get(60, TimeUnit.SECONDS).stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith("granary-" + project + "-"))
                    .collect(Collectors.toSet());
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers));
    }
}
