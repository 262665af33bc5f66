package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.session.TopicReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The materializations of a project that ended well, in a topic that keeps them for ever. Blocks on the broker. */
final class MaterializationRuns {

    private final Map<String, String> kafka;
    private final SiblingTopics topics;

    MaterializationRuns(Map<String, String> kafka, Admin admin) {
        this.kafka = kafka;
        this.topics = new SiblingTopics(admin);
    }

    static String topicOf(String project) {
        return "granary." + project + ".materializations";
    }

    String ensureTopic(String project) {
        String topic = topicOf(project);
        topics.ensureOrdered(project, topic, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        return topic;
    }

    /** Oldest first; none when the project never had one. */
    List<MaterializationRun> read(String project) {
        try (TopicReader reader = TopicReader.open(kafka, topicOf(project))) {
            List<TopicPartition> partitions = reader.partitions();
            return reader.read(reader.starts(partitions), reader.ends(partitions), run -> true).stream()
                    .map(each -> MaterializationRunJson.decode(each.value()))
                    .toList();
        }
    }

    void append(String project, List<MaterializationRun> runs) {
        String topic = ensureTopic(project);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = runs.stream()
                    .map(run -> producer.send(new ProducerRecord<>(topic, MaterializationRunJson.encode(run))))
                    .toList();
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": interrupted", e);
        }
    }
}
