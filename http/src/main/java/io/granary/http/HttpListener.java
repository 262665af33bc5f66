package io.granary.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One event loop that accepts connections for a service. */
final class HttpListener extends VerticleBase {

    private static final int MAX_LINE_BYTES = 8 << 10;

    private final HttpConfig config;
    private final int port;
    private final Handler<HttpServerRequest> handler;
    private final AtomicInteger connections;
    private final Refusals refusals;
    private final Gate gate;
    private final AdmissionConfig share;
    private @Nullable HttpServer server;
    private volatile @Nullable ConcurrencyLimit limit;

    /**
     * @param connections how many there are, of all event loops
     * @param share of this event loop
     */
    HttpListener(
            HttpConfig config,
            int port,
            Handler<HttpServerRequest> handler,
            AtomicInteger connections,
            Refusals refusals,
            Gate gate,
            AdmissionConfig share) {
        this.config = config;
        this.port = port;
        this.handler = handler;
        this.connections = connections;
        this.refusals = refusals;
        this.gate = gate;
        this.share = share;
    }

    @Override
    public Future<?> start() {
        RequestIds ids = new RequestIds();
        Admission taken = new Admission(vertx, share, refusals);
        limit = taken.limit();
        ConnectionGuard guard = new ConnectionGuard(vertx, config, connections, refusals, taken, gate.traits());
        HttpServer created = vertx.createHttpServer(options());
        created.connectionHandler(guard::admit);
        created.requestHandler(request -> {
            ids.assign(request);
            if (guard.begin(request) && gate.admits(request)) {
                handler.handle(request);
            }
        });
        created.invalidRequestHandler(request -> {
            refusals.malformed().increment();
            ids.assign(request);
            RefusedHead.answer(request);
        });
        server = created;
        return created.listen(port, config.host());
    }

    /** The bound port; only after start. */
    int port() {
        return server == null ? port : server.actualPort();
    }

    /** How many requests are in hand at most, for now. */
    int concurrencyLimit() {
        ConcurrencyLimit current = limit;
        return current == null ? 0 : current.current();
    }

    /** No idle timeout of Vert.x: it would cut off a slow answer, and a slow drip resets it; the guard closes instead. */
    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(config.maxHeaderBytes())
                .setMaxInitialLineLength(MAX_LINE_BYTES);
    }
}
