package io.granary.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the events that have rows in the feature log, by reading the log as any subscriber would. */
final class AppliedEvents {

    /** Tells which event a row was computed from: topic, partition, offset and arrival. */
    private static final String SOURCE = "granary.source";

    private static final Duration POLL = Duration.ofMillis(200);

    private AppliedEvents() {}

    /** How many different events the committed rows of a log come from, up to its present end. */
    static long count(String bootstrapServers, String log) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            List<TopicPartition> partitions = consumer.partitionsFor(log).stream()
                    .map(partition -> new TopicPartition(log, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<String> events = new HashSet<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(row -> events.add(source(row)));
            }
            return events.size();
        }
    }

    private static String source(ConsumerRecord<byte[], byte[]> row) {
        Header source = row.headers().lastHeader(SOURCE);
        return source == null ? "" : new String(source.value(), StandardCharsets.UTF_8);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
