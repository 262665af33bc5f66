package io.granary.cli.process;

import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import java.net.URI;

/** HTTP servers as parts of a process. */
final class HttpServers {

    private HttpServers() {}

    /** Starts a server and waits until it listens. */
    static HttpService start(Parts parts, HttpService.Builder http) {
        HttpService service =
                http.start().toCompletionStage().toCompletableFuture().join();
        parts.add(
                () -> service.close().toCompletionStage().toCompletableFuture().join());
        return service;
    }

    /** Starts the server that tells metrics and health. */
    static HttpService startManagement(Parts parts, ProcessContext context, HttpConfig config) {
        return start(
                parts,
                context.http(config)
                        .eventLoops(1)
                        .routes(context.metrics()::routes)
                        .routes(context.health()::routes));
    }

    static URI address(HttpService service) {
        return URI.create("http://" + service.host() + ":" + service.port());
    }
}
