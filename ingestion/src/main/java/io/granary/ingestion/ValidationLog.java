package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.session.TopicReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the tables of a project's materializations were like when they began, in a topic that keeps it for ever. Every
 * call blocks and throws {@link GranaryException} with UNAVAILABLE when the broker does not answer. Whoever opens it
 * closes it.
 */
public final class ValidationLog implements AutoCloseable {

    private final Map<String, String> kafka;
    private final Admin admin;

    private ValidationLog(Map<String, String> kafka, Admin admin) {
        this.kafka = kafka;
        this.admin = admin;
    }

    /** @param kafka settings of a client, {@code bootstrap.servers} among them */
    public static ValidationLog open(Map<String, String> kafka) {
        return new ValidationLog(Map.copyOf(kafka), KafkaClients.admin(Map.copyOf(kafka)));
    }

    static String topicOf(String project) {
        return "granary." + project + ".validations";
    }

    /** What {@link #append} got, oldest first. */
    public List<byte[]> read(String project) {
        try (TopicReader reader = TopicReader.open(kafka, topicOf(project))) {
            List<TopicPartition> partitions = reader.partitions();
            return reader.read(reader.starts(partitions), reader.ends(partitions), run -> true).stream()
                    .map(each -> each.value())
                    .toList();
        }
    }

    /** Keeps what was found. */
    public void append(String project, byte[] run) {
        String topic = topicOf(project);
        new SiblingTopics(admin).ensureOrdered(project, topic, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, run)).get();
        } catch (ExecutionException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
