package io.granary.ingestion.push;

import io.granary.http.HttpCaller;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
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

    RunningPush(PushConfig config, RolloutSource rollouts) {
        serving = PushServing.start(config, rollouts, InstantSource.fixed(Visits.NOW), meters);
        HttpService.Builder builder = HttpService.builder(vertx, HttpConfig.onPort(0));
        serving.register(builder);
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

    @Override
    public void close() {
        http.close().await();
        serving.close();
        vertx.close().await();
    }
}
