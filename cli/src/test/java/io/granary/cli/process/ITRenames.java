package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.files.Repository;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Views and features get other names, and the rows that are stored answer under them. */
@Timeout(180)
final class ITRenames {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD = "last_scan:weight";
    private static final String NEW = "zone_scan:kilograms";

    @TempDir
    static Path folder;

    /** The events are gone from Kafka by then, so that nobody could write the rows again. */
    @Test
    void storedValuesAreServedUnderTheNewNames() throws Exception {
        try (Running running = Running.start(Parcels.definitions(), folder)) {
            RegistryApi registry = new RegistryApi(running.registry(), PATIENCE);
            List<RecordMetadata> sent = List.of(send(running, "a", 1.5), send(running, "b", 2.5));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(Running.column(answer(running, OLD), 1)).containsExactly("1.5", "2.5"));
            running.awaitCaughtUp();
            JsonNode before = answer(running, OLD).at("/results/1");
            forgetEvents(running, sent);
            Rollout first = registry.rollout("parcels");

            registry.apply(
                    "parcels", new ApplyRequest(1, "ann", "rename", renamed().definitions(), true));

            assertThat(registry.rollout("parcels").live()).isEqualTo(2);
            assertThat(registry.rollout("parcels").generations()).isEqualTo(first.generations());
            await().atMost(PATIENCE).until(() -> running.ask(request(NEW)).statusCode() == 200);
            assertThat(answer(running, NEW).at("/results/1")).isEqualTo(before);
            assertThat(running.ask(request(OLD)).statusCode()).isEqualTo(404);
            var unused = send(running, "a", 3.5);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(Running.column(answer(running, NEW), 1)).containsExactly("3.5", "2.5"));
        }
    }

    private static RecordMetadata send(Running running, String parcel, double weight) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return running.events().send(Parcels.TOPIC, null, Parcels.scan(parcel, now, weight));
    }

    private static void forgetEvents(Running running, List<RecordMetadata> sent) throws Exception {
        Map<TopicPartition, RecordsToDelete> all = sent.stream()
                .map(event -> new TopicPartition(event.topic(), event.partition()))
                .distinct()
                .collect(Collectors.toMap(partition -> partition, partition -> RecordsToDelete.beforeOffset(-1)));
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", running.bootstrapServers()))) {
            admin.deleteRecords(all).all().get(1, TimeUnit.MINUTES);
        }
    }

    private static String request(String feature) {
        return "{\"features\":[\"" + feature + "\"],\"entities\":{\"parcel\":[\"a\",\"b\"]}}";
    }

    private static JsonNode answer(Running running, String feature) {
        return Web.json(running.ask(request(feature)));
    }

    /** The new name of the view is behind the one of the other view of its source. */
    private static Repository renamed() throws IOException {
        String yaml = resource("parcels.yaml")
                .replace("last_scan", "zone_scan")
                .replace("name: zone_scan\n", "name: zone_scan\nwas: last_scan\n")
                .replace(
                        "features:\n  - {name: weight, type: FLOAT64}",
                        "features:\n  - {name: kilograms, type: FLOAT64, from: weight, was: weight}")
                .replace(":weight", ":kilograms")
                .replace("__weight", "__kilograms");
        Path repository = Files.createDirectory(folder.resolve("renamed"));
        Files.writeString(repository.resolve("parcels.yaml"), yaml);
        Files.writeString(repository.resolve("granary.yaml"), resource("granary.yaml"));
        return Repository.load(repository);
    }

    private static String resource(String name) throws IOException {
        try (var in = ITRenames.class.getResourceAsStream("parcels/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
