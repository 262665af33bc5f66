package io.granary.offline.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.erasure.Erasure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Who was erased from a project, read by a job before it writes to the feature log: whatever asked for it, and when. */
final class ErasureTopic {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TIMEOUT_MILLIS = 15_000;

    private ErasureTopic() {}

    /**
     * Every erasure up to now, as {@link Erasure#parse} reads them.
     *
     * @param kafka settings of a client, {@code bootstrap.servers} among them
     * @throws GranaryException (UNAVAILABLE) when Kafka does not answer
     */
    static List<String> read(Map<String, String> kafka, String project) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.putAll(kafka);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        String topic = Erasure.topic(project);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return read(consumer, topic);
        } catch (KafkaException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private static List<String> read(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        List<String> erasures = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                Header erasure = each.headers().lastHeader(Erasure.HEADER);
                if (erasure != null) {
                    erasures.add(new String(erasure.value(), UTF_8));
                }
            }
        }
        return erasures;
    }
}
