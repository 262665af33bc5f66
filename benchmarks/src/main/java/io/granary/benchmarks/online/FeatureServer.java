package io.granary.benchmarks.online;

import io.granary.benchmarks.load.LoadKey;
import io.granary.benchmarks.process.ParentProcess;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.Metrics;
import io.granary.http.access.Access;
import io.granary.http.access.ApiKeys;
import io.granary.http.grpc.GrpcService;
import io.granary.online.serving.AnswerListener;
import io.granary.online.serving.AnswerLog;
import io.granary.online.serving.AnswerLogConfig;
import io.granary.online.serving.OnlineServing;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.RevisionSource;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Granary's online serving of the benchmark's project, put together as {@code granary serve} does: HTTP, and
 * gRPC on a port of its own, for callers with a key.
 */
public final class FeatureServer {

    private static final String WINDOWS = "windows";
    private static final String ANSWERS = "answers=";

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

    /** Starts it in a JVM of its own; it keeps a share of its answers in a folder that is gone when it ends. */
    static ServerProcess start(LoadedRedis redis, double answerSample) throws Exception {
        return ServerProcess.start(FeatureServer.class, redis.uri(), ANSWERS + answerSample);
    }

    /** One that serves windows. */
    static ServerProcess startWindows(LoadedRedis redis) throws Exception {
        return ServerProcess.start(FeatureServer.class, redis.uri(), WINDOWS);
    }

    /** @param arguments the URI of Redis, whether windows are served, whether it warms up and how many answers it keeps */
    public static void main(String[] arguments) throws Exception {
        boolean isWindows = List.of(arguments).contains(WINDOWS);
        Start start = List.of(arguments).contains(Start.WARM.name()) ? Start.WARM : Start.COLD;
        RevisionSource project = isWindows ? new WindowProject() : new OnlineProject();
        OnlineServingConfig config = OnlineServingConfig.of(OnlineProject.NAME);
        InstantSource clock = InstantSource.system();
        try (TemporaryFolder answers = TemporaryFolder.create();
                TemporaryFolder keys = TemporaryFolder.create();
                Metrics metrics = new Metrics();
                OnlineStore store = RedisOnlineStore.open(RedisConfig.of(arguments[0]), metrics.registry());
                AnswerLog log = log(answers.path(), sample(arguments), clock, metrics);
                OnlineServing serving =
                        OnlineServing.of(config, List.of(project), store, clock, listener(log), metrics.registry())) {
            serve(metrics, serving, start, LoadKey.known(keys.path()));
        }
    }

    private static double sample(String[] arguments) {
        return Stream.of(arguments)
                .filter(argument -> argument.startsWith(ANSWERS))
                .mapToDouble(argument -> Double.parseDouble(argument.substring(ANSWERS.length())))
                .findFirst()
                .orElse(0);
    }

    private static @Nullable AnswerLog log(Path folder, double sample, InstantSource clock, Metrics metrics) {
        return sample > 0
                ? AnswerLog.start(AnswerLogConfig.of(folder).withSample(sample), clock, metrics.registry())
                : null;
    }

    private static AnswerListener listener(@Nullable AnswerLog log) {
        return log == null ? AnswerListener.NONE : log;
    }

    private static void serve(Metrics metrics, OnlineServing serving, Start start, ApiKeys keys) throws Exception {
        Vertx vertx = metrics.vertx();
        Access access = Access.of(keys, OnlineProject.NAME, metrics.registry());
        HttpService.Builder http = HttpService.builder(vertx, HttpConfig.onPort(0))
                .meters(metrics.registry())
                .access(access);
        Health health = new Health();
        GrpcService.Builder grpc = GrpcService.builder(vertx, HttpConfig.onPort(0))
                .meters(metrics.registry())
                .access(access)
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
