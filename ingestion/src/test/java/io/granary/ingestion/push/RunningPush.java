package io.granary.ingestion.push;

import io.granary.formats.schema.WriterSchemas;
import io.granary.http.RunningRoutes;
import io.granary.http.access.Access;
import io.granary.http.access.ApiKeys;
import io.granary.ingestion.deadletter.DeadLetterServing;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.RolloutSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The routes of pushing on a free port. */
final class RunningPush implements AutoCloseable {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PushServing serving;
    private final RunningRoutes routes;

    /** On a store that is empty and at the time of the visits. */
    RunningPush(PushConfig config, RolloutSource rollouts) {
        this(config, rollouts, new InMemoryOnlineStore(InstantSource.system()), InstantSource.fixed(Visits.NOW));
    }

    RunningPush(PushConfig config, RolloutSource rollouts, OnlineStore store, InstantSource clock) {
        this(config, rollouts, store, clock, null);
    }

    private RunningPush(
            PushConfig config, RolloutSource rollouts, OnlineStore store, InstantSource clock, @Nullable ApiKeys keys) {
        serving = PushServing.start(config, rollouts, store, clock, meters);
        DeadLetterServing letters =
                DeadLetterServing.of(config.project(), config.kafka(), rollouts, WriterSchemas.NONE);
        routes = new RunningRoutes(http -> {
            http.access(Access.of(keys, config.project(), meters));
            serving.register(http);
            letters.register(http);
        });
    }

    /** The same for callers with keys only. */
    static RunningPush guarded(PushConfig config, RolloutSource rollouts, ApiKeys keys) {
        return new RunningPush(
                config,
                rollouts,
                new InMemoryOnlineStore(InstantSource.system()),
                InstantSource.fixed(Visits.NOW),
                keys);
    }

    URI address() {
        return routes.address();
    }

    HttpResponse<String> push(String df) {
        return post("/push", "{\"push_source_name\":\"visits\",\"df\":" + df.replace('\'', '"') + "}");
    }

    HttpResponse<String> post(String path, String body) {
        return routes.caller().post(path, body);
    }

    /** Posts with an {@code Idempotency-Key}. */
    HttpResponse<String> post(String key, String path, String body) {
        return routes.caller().postWith("Idempotency-Key", key, path, body);
    }

    /** Posts as the caller with an API key. */
    HttpResponse<String> postAs(String apiKey, String path, String body) {
        return routes.caller().postWith("Authorization", "Bearer " + apiKey, path, body);
    }

    HttpResponse<String> get(String path) {
        return routes.caller().get(path);
    }

    HttpResponse<String> getAs(String apiKey, String path) {
        return routes.caller().send("GET", "Authorization", "Bearer " + apiKey, path);
    }

    @Override
    public void close() {
        routes.close();
        serving.close();
    }
}
