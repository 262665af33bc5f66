package io.granary.serving.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The serving runtime of the trips project on a free port, above a store in memory. */
final class RunningRuntime implements AutoCloseable {

    static final Instant NOW = Instant.parse("2001-01-15T12:00:00Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final FixedRevisions revisions = new FixedRevisions();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final OnlineStore store = new InMemoryOnlineStore(clock);
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final OnlineFeatures features;
    private final ServingRuntime runtime;
    private final HttpService http;

    RunningRuntime(Path modelRoot) {
        this(modelRoot, null);
    }

    RunningRuntime(Path modelRoot, @Nullable PredictionLog predictions) {
        ServingRuntimeConfig defaults = ServingRuntimeConfig.withModelRoot(modelRoot);
        ServingRuntimeConfig config =
                new ServingRuntimeConfig(modelRoot, List.of(), 2, 100, 100, defaults.deadline(), Duration.ofMillis(50));
        Health health = new Health();
        features = OnlineFeatures.of(List.of(revisions), store, Duration.ofSeconds(1), meters);
        runtime = ServingRuntime.start(config, revisions, features, clock, predictions, health, meters);
        HttpService.Builder builder =
                HttpService.builder(vertx, HttpConfig.onPort(0)).eventLoops(1);
        runtime.addTo(builder);
        http = builder.start().await();
    }

    /** Applies definitions and waits until their models were tried. */
    Revision apply(List<Definition> definitions) {
        Revision revision = revisions.apply(definitions);
        Awaitility.await().atMost(20, SECONDS).until(() -> runtime.servedRevision() == revision.number());
        return revision;
    }

    /** Stores the last arrival at an airport. */
    void arrived(String airport, @Nullable Object... values) {
        Revision revision = revisions.current();
        ViewState state = revision.viewState(Trips.ARRIVALS.name());
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, NOW.minusSeconds(60));
        byte[] body = RowCodec.of(state.schema()).encode(values);
        byte[] row = StoredRow.encode(
                micros, micros, state.schemaRevision(), state.schema().id(), body);
        EntityKeyCodec codec = EntityKeyCodec.of(Trips.PROJECT, Trips.AIRPORT.joinKeys());
        store.write(List.of(new FeatureLogRecord(
                        codec.encode(new Object[] {airport}), state.field(Trips.ARRIVALS.name()), null, row)))
                .toCompletableFuture()
                .join();
    }

    HttpResponse<String> infer(String model, String body) {
        return post("/v2/models/" + model + "/infer", body);
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this test", e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close().await();
        runtime.close();
        features.close();
        vertx.close().await();
    }
}
