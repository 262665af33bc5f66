package io.granary.cli.process;

import io.granary.core.GranaryException;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.grpc.GrpcService;
import io.vertx.core.Future;
import java.net.URI;
import java.util.concurrent.CompletionException;

/** HTTP and gRPC servers as parts of a process. */
final class HttpServers {

    private HttpServers() {}

    /** Starts a server and waits until it listens. */
    static HttpService start(Parts parts, HttpService.Builder http) {
        HttpService service = await(http.start());
        parts.add(
                () -> service.close().toCompletionStage().toCompletableFuture().join());
        return service;
    }

    /** Starts a gRPC server and waits until it listens. */
    static GrpcService start(Parts parts, GrpcService.Builder grpc) {
        GrpcService service = await(grpc.start());
        parts.add(
                () -> service.close().toCompletionStage().toCompletableFuture().join());
        return service;
    }

    /** The failure comes as it is, so that a port that is taken is told as such. */
    private static <T> T await(Future<T> start) {
        try {
            return start.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof GranaryException known ? known : e;
        }
    }

    /** Starts the server that tells metrics and health. */
    static HttpService startManagement(Parts parts, ProcessContext context, HttpConfig config) {
        return start(
                parts,
                context.http(config)
                        .eventLoops(1)
                        .contract("metrics", context.metrics()::addTo)
                        .contract("health", context.health()::addTo));
    }

    static URI address(HttpService service) {
        return URI.create("http://" + service.host() + ":" + service.port());
    }
}
