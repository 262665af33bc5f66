package io.granary.online.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.definition.Revision;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;

/** Online serving of the flights project on a free port. */
final class RunningServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2001-01-15T12:00:00Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final FixedRevisions revisions = new FixedRevisions(Flights.PROJECT);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final OnlineServing serving;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpService http;

    RunningServer(OnlineServingConfig config, OnlineStore store) {
        this(config, store, InstantSource.fixed(NOW));
    }

    RunningServer(OnlineServingConfig config, OnlineStore store, InstantSource clock) {
        serving = OnlineServing.of(config, List.of(revisions), store, clock, meters);
        HttpService.Builder builder = HttpService.builder(vertx, HttpConfig.onPort(0));
        Health health = new Health();
        serving.register(builder).register(health);
        http = builder.routes(health::routes).start().await();
    }

    /** Applies the shared definitions and waits until they are served. */
    Revision apply() {
        Revision revision = revisions.apply(Flights.definitions());
        Awaitility.await().until(serving.features()::isReady);
        return revision;
    }

    HttpResponse<String> post(String body) {
        return post("/get-online-features", body);
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
        serving.close();
        http.close().await();
        vertx.close().await();
    }
}
