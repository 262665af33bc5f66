package io.granary.benchmarks.parity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the records of the stream that became dead letters, each once however many views could not use it. */
final class DeadLetters {

    private static final String TOPIC = "granary." + FlightProject.NAME + ".dead-letters";
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Set<String>> byReason = new HashMap<>();

    private DeadLetters() {}

    static DeadLetters read(String bootstrapServers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(each -> new TopicPartition(TOPIC, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            DeadLetters letters = new DeadLetters();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(letters::add);
            }
            return letters;
        }
    }

    long count(String reason) {
        return byReason.getOrDefault(reason, Set.of()).size();
    }

    Set<String> reasons() {
        return byReason.keySet();
    }

    private void add(ConsumerRecord<byte[], byte[]> letter) {
        String record = header(letter, "granary.partition") + "/" + header(letter, "granary.offset");
        byReason.computeIfAbsent(header(letter, "granary.reason"), reason -> new HashSet<>())
                .add(record);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
