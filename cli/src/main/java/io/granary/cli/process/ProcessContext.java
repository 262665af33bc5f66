package io.granary.cli.process;

import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.Metrics;
import io.granary.http.grpc.GrpcService;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** What all parts of one process share. Whoever makes it closes it, after the parts. */
public record ProcessContext(Vertx vertx, Metrics metrics, Health health, InstantSource clock)
        implements AutoCloseable {

    private static final long CLOSE_SECONDS = 10;

    /** A context with fresh metrics and health. */
    public static ProcessContext of(InstantSource clock) {
        Metrics metrics = new Metrics();
        return new ProcessContext(metrics.vertx(), metrics, new Health(), clock);
    }

    /** A gRPC server that tells the health of the process, and whose refusals are counted. */
    GrpcService.Builder grpc(HttpConfig config) {
        return GrpcService.builder(vertx, config).meters(metrics.registry()).health(health);
    }

    /** A server whose requests and refusals are counted. */
    HttpService.Builder http(HttpConfig config) {
        return HttpService.builder(vertx, config).meters(metrics.registry());
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
        metrics.close();
    }
}
