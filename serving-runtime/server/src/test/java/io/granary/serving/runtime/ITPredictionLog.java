package io.granary.serving.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.embedded.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prediction log in a real broker. */
final class ITPredictionLog {

    private static final String ROW = """
            {"entities": {"origin": "SFO", "destination": "NOWHERE", "departed_at": "2001-01-15T09:00:00Z", "passenger": 7}}
            """;

    @TempDir
    Path folder;

    @Test
    void holdsTheExactVectorOfEachPrediction() throws Exception {
        Path models = Files.createDirectory(folder.resolve("models"));
        LinearOnnx.write(models.resolve("one.onnx"), 1, 1, 1);
        LinearOnnx.write(models.resolve("two.onnx"), 2, 2, 2);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            createTopic(kafka);
            String id = predict(models, kafka);

            ConsumerRecord<byte[], byte[]> record = read(kafka);

            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(id);
            assertHoldsVector(decode(record.value()), id);
        }
    }

    private static String predict(Path models, EmbeddedKafka kafka) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (PredictionLog log = PredictionLog.start(kafka.bootstrapServers(), Trips.PROJECT, 100, meters);
                RunningRuntime server = new RunningRuntime(models, log)) {
            server.apply(PredictionTest.definitions());
            server.arrived("SFO", 5L, true, "UA");
            String id = RunningRuntime.json(server.post("/v1/routers/tried/predict", ROW))
                    .at("/predictions/0/prediction_id")
                    .asText();
            Awaitility.await()
                    .atMost(30, SECONDS)
                    .until(() -> meters.get("granary.serving.predictions.logged")
                                    .counter()
                                    .count()
                            == 1);
            return id;
        }
    }

    private static void assertHoldsVector(GenericRecord prediction, String id) {
        assertThat(prediction.get("id")).hasToString(id);
        assertThat(prediction.get("router")).hasToString("tried");
        assertThat(prediction.get("experiment")).hasToString("trial");
        assertThat(prediction.get("propensity")).isEqualTo(0.5);
        List<String> features = new ArrayList<>();
        for (Object feature : (List<?>) prediction.get("features")) {
            GenericRecord record = (GenericRecord) feature;
            features.add(record.get("name") + " " + record.get("value") + " " + record.get("status"));
        }
        assertThat(features)
                .containsExactly(
                        "origin__delay 5.0 PRESENT",
                        "trip__departure_hour 9.0 PRESENT",
                        "destination__late null NOT_FOUND");
        assertThat((List<?>) prediction.get("outputs")).hasSize(1);
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(PredictionLog.topic(Trips.PROJECT), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static ConsumerRecord<byte[], byte[]> read(EmbeddedKafka kafka) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(PredictionLog.topic(Trips.PROJECT)));
            Awaitility.await().atMost(30, SECONDS).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return !records.isEmpty();
            });
        }
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static GenericRecord decode(byte[] bytes) throws IOException {
        return new BinaryMessageDecoder<GenericRecord>(GenericData.get(), PredictionRecords.SCHEMA).decode(bytes);
    }
}
