package io.granary.serving.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.http.Health;
import io.granary.http.HttpCaller;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.access.Access;
import io.granary.http.access.ApiKeys;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.serving.WarmUpPart;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The serving runtime of the trips project on a free port, above a store in memory. */
final class RunningRuntime implements AutoCloseable {

    static final Instant NOW = Instant.parse("2001-01-15T12:00:00Z");

    final SettableRevisions revisions = new SettableRevisions(Trips.PROJECT);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final FailingStore store = new FailingStore(new InMemoryOnlineStore(clock));
    private final Vertx vertx = Vertx.vertx();
    private final OnlineFeatures features;
    private final ServingRuntime runtime;
    private final HttpService http;
    private final HttpCaller caller;

    RunningRuntime(Path modelRoot) {
        this(modelRoot, null);
    }

    RunningRuntime(Path modelRoot, @Nullable PredictionLog predictions) {
        this(modelRoot, predictions, null);
    }

    private RunningRuntime(Path modelRoot, @Nullable PredictionLog predictions, @Nullable ApiKeys keys) {
        ServingRuntimeConfig defaults = ServingRuntimeConfig.withModelRoot(modelRoot);
        ServingRuntimeConfig config =
                new ServingRuntimeConfig(modelRoot, List.of(), 2, 100, 100, defaults.deadline(), Duration.ofMillis(50));
        Health health = new Health();
        features = OnlineFeatures.of(List.of(revisions), store, Duration.ofSeconds(1), meters);
        runtime = ServingRuntime.start(config, revisions, features, clock, predictions, health, meters);
        HttpService.Builder builder = HttpService.builder(vertx, HttpConfig.onPort(0))
                .eventLoops(1)
                .access(Access.of(keys, Trips.PROJECT, meters));
        runtime.addTo(builder);
        http = builder.start().await();
        caller = new HttpCaller(http.port());
    }

    /** For callers with keys only. */
    static RunningRuntime guarded(Path modelRoot, ApiKeys keys) {
        return new RunningRuntime(modelRoot, null, keys);
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

    /** What warming up is given. */
    WarmUpPart warmUp() {
        return runtime.warmUp();
    }

    OnlineFeatures features() {
        return features;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    SortedSet<String> routes() {
        return http.routes();
    }

    void storeFails() {
        store.fail();
    }

    void storeStalls() {
        store.stall();
    }

    HttpResponse<String> inferWithin(String timeout, String model, String body) {
        return caller.postWithin(timeout, "/v2/models/" + model + "/infer", body);
    }

    HttpResponse<String> infer(String model, String body) {
        return post("/v2/models/" + model + "/infer", body);
    }

    HttpResponse<String> post(String path, String body) {
        return caller.post(path, body);
    }

    HttpResponse<String> postAs(String key, String path, String body) {
        return caller.postWith("Authorization", "Bearer " + key, path, body);
    }

    HttpResponse<String> getAs(String key, String path) {
        return caller.send("GET", "Authorization", "Bearer " + key, path);
    }

    HttpResponse<String> get(String path) {
        return caller.get(path);
    }

    static JsonNode json(HttpResponse<String> response) {
        return HttpCaller.json(response);
    }

    @Override
    public void close() {
        http.close().await();
        runtime.close();
        features.close();
        vertx.close().await();
    }
}
