package io.granary.http.grpc;

import io.granary.http.HttpConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.function.UnaryOperator;

/** A gRPC server on a free port. */
final class RunningGrpc implements AutoCloseable {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final GrpcService service;

    RunningGrpc(HttpConfig config, UnaryOperator<GrpcService.Builder> services) {
        service = services.apply(
                        GrpcService.builder(vertx, config).meters(meters).eventLoops(1))
                .start()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return service.port();
    }

    double refused(String reason) {
        return meters.counter("granary.http.refused", "reason", reason).count();
    }

    @Override
    public void close() {
        service.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
