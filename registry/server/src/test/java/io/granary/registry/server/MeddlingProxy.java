package io.granary.registry.server;

import io.granary.registry.client.RegistryHeaders;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A proxy before a registry that holds back streams of events, and changes other answers as it is told. */
final class MeddlingProxy implements AutoCloseable {

    private static final List<String> HEADERS = List.of("ETag", RegistryHeaders.REGISTRY, "Content-Type");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI registry;
    private final HttpServer server;
    private volatile UnaryOperator<String> change = UnaryOperator.identity();

    private MeddlingProxy(Vertx vertx, URI registry) {
        this.registry = registry;
        this.server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static MeddlingProxy start(Vertx vertx, URI registry) {
        return new MeddlingProxy(vertx, registry);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    void change(UnaryOperator<String> how) {
        change = how;
    }

    private void handle(HttpServerRequest request) {
        if (request.path().endsWith("/events")) {
            return;
        }
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(registry.resolve(request.uri()));
        @Nullable String tag = request.getHeader("If-None-Match");
        if (tag != null) {
            forwarded.header("If-None-Match", tag);
        }
        var unused = client.sendAsync(forwarded.build(), BodyHandlers.ofString())
                .thenAccept(answer -> answer(request, answer));
    }

    private void answer(HttpServerRequest request, HttpResponse<String> answer) {
        request.response().setStatusCode(answer.statusCode());
        for (String header : HEADERS) {
            answer.headers()
                    .firstValue(header)
                    .ifPresent(value -> request.response().putHeader(header, value));
        }
        request.response().end(Buffer.buffer(change.apply(answer.body())));
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
