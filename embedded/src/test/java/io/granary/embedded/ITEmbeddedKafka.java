package io.granary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITEmbeddedKafka {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void keepsRecordsAcrossARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            create(kafka, new NewTopic("events", 1, (short) 1));
            produce(kafka, "events", "first");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            produce(kafka, "events", "second");
            assertThat(consume(kafka, "events", 2))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("first", "second");
        }
    }

    @Test
    void stampsRecordsWithTheirArrivalUnlessATopicSaysOtherwise() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            create(kafka, new NewTopic("arrival", 1, (short) 1));
            create(
                    kafka,
                    new NewTopic("created", 1, (short) 1).configs(Map.of("message.timestamp.type", "CreateTime")));
            produce(kafka, "arrival", "a");
            produce(kafka, "created", "c");

            assertThat(consume(kafka, "arrival", 1).get(0).timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            assertThat(consume(kafka, "created", 1).get(0).timestampType()).isEqualTo(TimestampType.CREATE_TIME);
        }
    }

    @Test
    void saysThatAFolderIsInUse() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedKafka.start(folder))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageStartingWith("Cannot start Kafka in " + folder + " on port ")
                    .hasMessageEndingWith("another server uses this folder");
        }
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("on port " + taken.getLocalPort() + ": Address already in use");
        }
    }

    private static void create(EmbeddedKafka kafka, NewTopic topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void produce(EmbeddedKafka kafka, String topic, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<ConsumerRecord<String, String>> consume(EmbeddedKafka kafka, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest", "fetch.min.bytes", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                records.addAll(consumer.poll(Duration.ofMillis(200)).records(partition));
            }
            return records;
        }
    }
}
