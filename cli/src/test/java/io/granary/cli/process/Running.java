package io.granary.cli.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.files.Repository;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One project on one machine, as {@code granary up} runs it, with its first revision applied. */
final class Running implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String project;
    private final AllInOne all;
    private final Events events;

    private Running(Repository repository, Path folder) {
        this.project = repository.project();
        this.all = AllInOne.start(
                project, folder.resolve("data"), folder.resolve("models"), AllInOne.Ports.ANY, InstantSource.system());
        this.events = new Events(all.bootstrapServers());
        new RegistryApi(all.registry(), PATIENCE)
                .apply(project, new ApplyRequest(0, "ann", "first", repository.definitions()));
        await().atMost(PATIENCE).until(() -> isReady() && all.ingestion().lag().isCaughtUp());
    }

    static Running start(Repository repository, Path folder) {
        return new Running(repository, folder);
    }

    private boolean isReady() {
        return Web.get(all.management(), "/health/ready").statusCode() == 200;
    }

    Events events() {
        return events;
    }

    URI serving() {
        return all.serving();
    }

    URI registry() {
        return all.registry();
    }

    String redisUri() {
        return all.redisUri();
    }

    String bootstrapServers() {
        return all.bootstrapServers();
    }

    Map<String, SortedSet<String>> routes() {
        return all.routes();
    }

    HttpResponse<String> ask(String body) {
        return Web.post(all.serving(), "/get-online-features", body);
    }

    /** The values of the columns of an answer, in its order. */
    static List<String> column(JsonNode answer, int index) {
        List<String> values = new ArrayList<>();
        answer.at("/results/" + index + "/values").forEach(value -> values.add(value.asText()));
        return values;
    }

    void awaitCaughtUp() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> all.ingestion().lag().isCaughtUp());
    }

    /** Every dead letter of the project. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        String topic = "granary." + project + ".dead-letters";
        Map<String, Object> settings =
                Map.of("bootstrap.servers", all.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
            return letters;
        }
    }

    @Override
    public void close() {
        events.close();
        all.close();
    }
}
