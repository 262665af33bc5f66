package io.granary.benchmarks.overload;

import io.granary.benchmarks.online.FeatureServer;
import io.granary.benchmarks.online.LoadedRedis;
import io.granary.benchmarks.online.OnlineProject;
import io.granary.benchmarks.process.ParentProcess;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.http.AdmissionConfig;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.Metrics;
import io.granary.online.serving.OnlineServing;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Online serving over HTTP of the benchmark's project, on one event loop that has only so many requests in hand. */
public final class CappedServer {

    /** So long that a machine with other work to do does not look like a Redis that does not answer. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private CappedServer() {}

    /** Starts it in a JVM of its own. */
    static ServerProcess start(LoadedRedis redis, int maxConcurrentRequests) throws Exception {
        return ServerProcess.start(CappedServer.class, redis.uri(), String.valueOf(maxConcurrentRequests));
    }

    /** @param arguments the URI of Redis, and how many requests are taken on at a time */
    public static void main(String[] arguments) throws Exception {
        OnlineServingConfig config = OnlineServingConfig.of(OnlineProject.NAME).withDeadline(DEADLINE);
        try (Metrics metrics = new Metrics();
                OnlineStore store = RedisOnlineStore.open(RedisConfig.of(arguments[0]), metrics.registry());
                OnlineServing serving = OnlineServing.of(
                        config, List.of(new OnlineProject()), store, InstantSource.system(), metrics.registry())) {
            serve(metrics, serving, Integer.parseInt(arguments[1]));
        }
    }

    private static void serve(Metrics metrics, OnlineServing serving, int maxConcurrentRequests) throws Exception {
        Vertx vertx = metrics.vertx();
        Health health = new Health();
        HttpService.Builder http = HttpService.builder(vertx, config(maxConcurrentRequests))
                .eventLoops(1)
                .meters(metrics.registry());
        serving.register(http).register(health);
        HttpService service = http.contract("health", health::addTo).start().await();
        FeatureServer.awaitReady(health);
        ParentProcess.tellPorts(service.port());
        ParentProcess.awaitEnd();
        service.close().await();
        vertx.close().await();
    }

    private static HttpConfig config(int maxConcurrentRequests) {
        return HttpConfig.onPort(0)
                .withAdmission(AdmissionConfig.DEFAULT.withMaxConcurrentRequests(maxConcurrentRequests));
    }
}
