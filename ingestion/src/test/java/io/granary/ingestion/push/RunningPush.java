package io.granary.ingestion.push;

import io.granary.formats.schema.WriterSchemas;
import io.granary.http.HttpCaller;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.ingestion.deadletter.DeadLetterServing;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.RolloutSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;

/** The routes of pushing on a free port. */
final class RunningPush implements AutoCloseable {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final PushServing serving;
    private final HttpService http;
    private final HttpCaller caller;

    /** On a store that is empty and at the time of the visits. */
    RunningPush(PushConfig config, RolloutSource rollouts) {
        this(config, rollouts, new InMemoryOnlineStore(InstantSource.system()), InstantSource.fixed(Visits.NOW));
    }

    RunningPush(PushConfig config, RolloutSource rollouts, OnlineStore store, InstantSource clock) {
        serving = PushServing.start(config, rollouts, store, clock, meters);
        HttpService.Builder builder = HttpService.builder(vertx, HttpConfig.onPort(0));
        serving.register(builder);
        DeadLetterServing.of(config.project(), config.kafka(), rollouts, WriterSchemas.NONE)
                .register(builder);
        http = builder.start().await();
        caller = new HttpCaller(http.port());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    HttpResponse<String> push(String df) {
        return post("/push", "{\"push_source_name\":\"visits\",\"df\":" + df.replace('\'', '"') + "}");
    }

    HttpResponse<String> post(String path, String body) {
        return caller.post(path, body);
    }

    /** Posts with an {@code Idempotency-Key}. */
    HttpResponse<String> post(String key, String path, String body) {
        return caller.postWith("Idempotency-Key", key, path, body);
    }

    HttpResponse<String> get(String path) {
        return caller.get(path);
    }

    @Override
    public void close() {
        http.close().await();
        serving.close();
        vertx.close().await();
    }
}
