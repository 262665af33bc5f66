package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.core.definition.Revision;
import io.granary.http.HttpConfig;
import io.granary.ingestion.IngestionConfig;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.RedisConfig;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClientConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A project of parcels that are scanned: its ingestion and its serving, each a process of its own. */
final class Parcels implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String TOPIC = "scans";

    private final String project;
    private final Backends backends;
    private final Path folder;
    private final StandAlone<IngestionProcess> ingestion;
    private StandAlone<ServingProcess> serving;

    private Parcels(String project, Backends backends, Path folder) {
        this.project = project;
        this.backends = backends;
        this.folder = folder.resolve(project);
        this.ingestion = startIngestion();
        this.serving = startServing();
    }

    static Parcels start(String project, Backends backends, Path folder) {
        return new Parcels(project, backends, folder);
    }

    /** Makes the test's definitions the project's first revision. */
    Parcels apply() {
        Revision applied = new RegistryApi(backends.registry(), Duration.ofSeconds(10))
                .apply(
                        project,
                        new ApplyRequest(0, "ann", "first", definitions().definitions()));
        await().atMost(PATIENCE).until(() -> applied.number() == 1 && isReady());
        return this;
    }

    static Repository definitions() {
        try {
            return Repository.load(Path.of(Parcels.class.getResource("parcels").toURI()));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private StandAlone<IngestionProcess> startIngestion() {
        IngestionProcess.Config config = new IngestionProcess.Config(
                client("ingestion"),
                RedisConfig.of(backends.redisUri()),
                IngestionConfig.builder(project, backends.bootstrapServers(), folder.resolve("streams"))
                        .partitions(2)
                        .build(),
                null);
        return StandAlone.start(HttpConfig.onPort(0), context -> IngestionProcess.start(config, context));
    }

    private StandAlone<ServingProcess> startServing() {
        ServingConfig config = ServingConfig.builder(
                        client("serving"),
                        RedisConfig.of(backends.redisUri()),
                        OnlineServingConfig.of(project),
                        folder.resolve("models"),
                        backends.bootstrapServers())
                .build();
        return StandAlone.start(HttpConfig.onPort(0), context -> ServingProcess.start(config, context));
    }

    private RegistryClientConfig client(String process) {
        return RegistryClientConfig.of(backends.registry(), project, folder.resolve(process + ".snapshot"));
    }

    void restartServing() {
        serving.close();
        serving = startServing();
    }

    boolean isReady() {
        return servingHealth().statusCode() == 200 && ingestionHealth().statusCode() == 200;
    }

    HttpResponse<String> servingHealth() {
        return Web.get(serving.management(), "/health/ready");
    }

    HttpResponse<String> ingestionHealth() {
        return Web.get(ingestion.management(), "/health/ready");
    }

    URI serving() {
        return serving.part().address();
    }

    /** One scan; the depot is {@code D} and the stop 1. */
    static byte[] scan(String parcel, Instant scannedAt, double weight) {
        return scan(parcel, "D", 1, scannedAt, weight);
    }

    static byte[] scan(String parcel, String depot, long stop, Instant scannedAt, double weight) {
        ObjectNode event = JsonHttp.MAPPER.createObjectNode();
        event.put("parcel", parcel).put("depot", depot).put("stop", stop);
        event.put("scanned_at", scannedAt.toString()).put("weight", weight);
        event.put("handler", parcel + "@" + depot + "#" + stop);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    HttpResponse<String> ask(String body) {
        return Web.post(serving(), "/get-online-features", body);
    }

    /** The weight of a parcel as served, or the status when there is none. */
    String weight(String parcel) {
        ObjectNode request = JsonHttp.MAPPER.createObjectNode();
        request.putArray("features").add("last_scan:weight");
        request.putObject("entities").putArray("parcel").add(parcel);
        JsonNode result = Web.json(ask(request.toString())).at("/results/1");
        JsonNode value = result.at("/values/0");
        return value.isNull() ? result.at("/statuses/0").asText() : value.asText();
    }

    void awaitWeight(String parcel, double weight) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(weight(parcel)).isEqualTo(String.valueOf(weight)));
    }

    @Override
    public void close() {
        serving.close();
        ingestion.close();
    }
}
