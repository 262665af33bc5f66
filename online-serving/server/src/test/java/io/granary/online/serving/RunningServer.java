package io.granary.online.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Revision;
import io.granary.http.Health;
import io.granary.http.HttpCaller;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.access.Access;
import io.granary.http.access.ApiKeys;
import io.granary.http.grpc.GrpcService;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Online serving of the flights project on a free port. */
final class RunningServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2001-01-15T12:00:00Z");

    final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final OnlineServing serving;
    private final Vertx vertx = Vertx.vertx();
    private final HttpService http;
    private final GrpcService grpc;
    private final HttpCaller caller;

    RunningServer(OnlineServingConfig config, OnlineStore store) {
        this(config, store, InstantSource.fixed(NOW));
    }

    RunningServer(OnlineServingConfig config, OnlineStore store, InstantSource clock) {
        this(config, store, clock, AnswerListener.NONE);
    }

    RunningServer(OnlineServingConfig config, OnlineStore store, InstantSource clock, AnswerListener listener) {
        this(config, store, clock, listener, null);
    }

    /** One that wants a key of everybody. */
    static RunningServer guarded(OnlineServingConfig config, OnlineStore store, ApiKeys keys) {
        return new RunningServer(config, store, InstantSource.fixed(NOW), AnswerListener.NONE, keys);
    }

    private RunningServer(
            OnlineServingConfig config,
            OnlineStore store,
            InstantSource clock,
            AnswerListener listener,
            @Nullable ApiKeys keys) {
        Access access = Access.of(keys, config.project(), meters);
        serving = OnlineServing.of(config, List.of(revisions), store, clock, listener, meters);
        HttpService.Builder builder =
                HttpService.builder(vertx, HttpConfig.onPort(0)).access(access);
        Health health = new Health();
        serving.register(builder).register(health);
        http = builder.contract("health", health::addTo).start().await();
        GrpcService.Builder calls = GrpcService.builder(vertx, HttpConfig.onPort(0))
                .access(access)
                .eventLoops(1)
                .health(health);
        serving.register(calls);
        grpc = calls.start().await();
        caller = new HttpCaller(http.port());
    }

    /** Applies the shared definitions and waits until they are served. */
    Revision apply() {
        Revision revision = revisions.apply(Flights.definitions());
        Awaitility.await().until(serving.features()::isReady);
        return revision;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    int grpcPort() {
        return grpc.port();
    }

    SortedSet<String> routes() {
        return http.routes();
    }

    HttpResponse<String> post(String body) {
        return post("/get-online-features", body);
    }

    HttpResponse<String> post(String path, String body) {
        return caller.post(path, body);
    }

    /** Sends a key beside the body. */
    HttpResponse<String> postAs(String key, String path, String body) {
        return caller.postWith("Authorization", "Bearer " + key, path, body);
    }

    HttpResponse<String> getAs(String key, String path) {
        return caller.send("GET", "Authorization", "Bearer " + key, path);
    }

    HttpResponse<String> postWithin(String timeout, String body) {
        return postWithin(timeout, "/get-online-features", body);
    }

    HttpResponse<String> postWithin(String timeout, String path, String body) {
        return caller.postWithin(timeout, path, body);
    }

    HttpResponse<String> get(String path) {
        return caller.get(path);
    }

    static JsonNode json(HttpResponse<String> response) {
        return HttpCaller.json(response);
    }

    @Override
    public void close() {
        serving.close();
        http.close().await();
        grpc.close().await();
        vertx.close().await();
    }
}
