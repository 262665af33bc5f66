package io.granary.benchmarks.online;

import io.granary.benchmarks.process.ParentProcess;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The least that a Vert.x server can do: the same few bytes for every request, on one event loop per processor. Over HTTP/2
 * they are a message of gRPC with its trailer.
 */
final class HelloServer extends VerticleBase {

    static final String TEXT = "hello";

    private static final Buffer ANSWER = Buffer.buffer(TEXT);
    private static final Buffer MESSAGE =
            Buffer.buffer().appendByte((byte) 0).appendInt(TEXT.length()).appendString(TEXT);

    /** Vert.x takes listeners of one negative port to share one free port. */
    private static final int SHARED_FREE_PORT = -1;

    private @Nullable HttpServer server;

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        HelloServer first = new HelloServer();
        vertx.deployVerticle(first).await();
        for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
            vertx.deployVerticle(new HelloServer()).await();
        }
        ParentProcess.tellPorts(first.port());
        ParentProcess.awaitEnd();
        vertx.close().await();
    }

    @Override
    public Future<?> start() {
        HttpServer created = vertx.createHttpServer();
        server = created;
        return created.requestHandler(HelloServer::answer).listen(SHARED_FREE_PORT, "127.0.0.1");
    }

    private static void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (request.version() == HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/grpc").putTrailer("grpc-status", "0");
        }
        response.end(request.version() == HttpVersion.HTTP_2 ? MESSAGE : ANSWER);
    }

    private int port() {
        return server == null ? 0 : server.actualPort();
    }
}
