package io.granary.benchmarks.online;

import io.granary.benchmarks.process.ParentProcess;
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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Granary's online serving of the benchmark's project, put together as {@code granary serve} does. */
public final class FeatureServer {

    private FeatureServer() {}

    /** @param arguments the URI of Redis */
    public static void main(String[] arguments) throws Exception {
        OnlineServingConfig config = OnlineServingConfig.of(OnlineProject.NAME);
        try (Metrics metrics = new Metrics();
                OnlineStore store = RedisOnlineStore.open(RedisConfig.of(arguments[0]));
                OnlineServing serving = OnlineServing.of(
                        config, List.of(new OnlineProject()), store, InstantSource.system(), metrics.registry())) {
            serve(metrics, serving);
        }
    }

    private static void serve(Metrics metrics, OnlineServing serving) throws Exception {
        Vertx vertx = metrics.vertx();
        HttpService.Builder http =
                HttpService.builder(vertx, HttpConfig.onPort(0)).meters(metrics.registry());
        Health health = new Health();
        serving.register(http).register(health);
        HttpService service = http.start().await();
        awaitReady(health);
        ParentProcess.tellPort(service.port());
        ParentProcess.awaitEnd();
        service.close().await();
        vertx.close().await();
    }

    private static void awaitReady(Health health) {
        while (!health.report().toCompletableFuture().join().isReady()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
