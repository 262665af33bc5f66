package io.granary.benchmarks.online;

import io.granary.benchmarks.process.ParentProcess;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** The least that a Vert.x server can do: the same few bytes for every request, on one event loop per processor. */
final class HelloServer extends VerticleBase {

    static final String TEXT = "hello";

    private static final Buffer ANSWER = Buffer.buffer(TEXT);

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
        ParentProcess.tellPort(first.port());
        ParentProcess.awaitEnd();
        vertx.close().await();
    }

    @Override
    public Future<?> start() {
        HttpServer created = vertx.createHttpServer();
        server = created;
        return created.requestHandler(request -> request.response().end(ANSWER)).listen(SHARED_FREE_PORT, "127.0.0.1");
    }

    private int port() {
        return server == null ? 0 : server.actualPort();
    }
}
