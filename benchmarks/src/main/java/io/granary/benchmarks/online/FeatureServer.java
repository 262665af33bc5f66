package io.granary.benchmarks.online;

import io.granary.benchmarks.process.ParentProcess;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.Metrics;
import io.granary.http.grpc.GrpcService;
import io.granary.online.serving.OnlineServing;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.RevisionSource;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Granary's online serving of the benchmark's project, put together as {@code granary serve} does: HTTP, and
 * gRPC on a port of its own.
 */
public final class FeatureServer {

    private static final String WINDOWS = "windows";

    /** Whether it warms up before it is ready. */
    public enum Start {
        COLD,
        WARM
    }

    private FeatureServer() {}

    /** Starts it in a JVM of its own; its ports are that of HTTP and that of gRPC. */
    public static ServerProcess start(LoadedRedis redis) throws Exception {
        return start(redis, Start.COLD);
    }

    /** Starts it in a JVM of its own, and returns when it is ready. */
    public static ServerProcess start(LoadedRedis redis, Start start) throws Exception {
        return ServerProcess.start(FeatureServer.class, redis.uri(), start.name());
    }

    /** One that serves windows. */
    static ServerProcess startWindows(LoadedRedis redis) throws Exception {
        return ServerProcess.start(FeatureServer.class, redis.uri(), WINDOWS);
    }

    /** @param arguments the URI of Redis, whether windows are served and whether it warms up */
    public static void main(String[] arguments) throws Exception {
        boolean isWindows = List.of(arguments).contains(WINDOWS);
        Start start = List.of(arguments).contains(Start.WARM.name()) ? Start.WARM : Start.COLD;
        RevisionSource project = isWindows ? new WindowProject() : new OnlineProject();
        OnlineServingConfig config = OnlineServingConfig.of(OnlineProject.NAME);
        try (Metrics metrics = new Metrics();
                OnlineStore store = RedisOnlineStore.open(RedisConfig.of(arguments[0]), metrics.registry());
                OnlineServing serving =
                        OnlineServing.of(config, List.of(project), store, InstantSource.system(), metrics.registry())) {
            serve(metrics, serving, start);
        }
    }

    private static void serve(Metrics metrics, OnlineServing serving, Start start) throws Exception {
        Vertx vertx = metrics.vertx();
        HttpService.Builder http =
                HttpService.builder(vertx, HttpConfig.onPort(0)).meters(metrics.registry());
        Health health = new Health();
        GrpcService.Builder grpc = GrpcService.builder(vertx, HttpConfig.onPort(0))
                .meters(metrics.registry())
                .health(health);
        serving.register(http).register(grpc).register(health);
        if (start == Start.WARM) {
            serving.warmUp(vertx, health);
        }
        HttpService service = http.start().await();
        GrpcService calls = grpc.start().await();
        awaitReady(health);
        ParentProcess.tellPorts(service.port(), calls.port());
        ParentProcess.awaitEnd();
        calls.close().await();
        service.close().await();
        vertx.close().await();
    }

    /** Waits until everything that a server depends on answers. */
    public static void awaitReady(Health health) {
        while (!health.report().toCompletableFuture().join().isReady()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
