package io.granary.http.grpc;

import io.granary.http.Admission;
import io.granary.http.AdmissionConfig;
import io.granary.http.HttpConfig;
import io.granary.http.Refusals;
import io.granary.http.access.Access;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One event loop that accepts connections of HTTP/2 without TLS. */
final class GrpcListener extends VerticleBase {

    /** Enough to read what an HTTP/1.1 caller wants and tell it that this is the wrong port; a drip ends soon. */
    private static final int MAX_HTTP1_HEAD_BYTES = 128;

    /** Calls that a connection may have at once. */
    private static final int MAX_STREAMS = 100;

    private static final long PREFACE_TIMEOUT_MILLIS = 10_000;

    private final HttpConfig config;
    private final int port;
    private final Map<String, CallDispatcher.Target> targets;
    private final AtomicInteger connections;
    private final Refusals refusals;
    private final AdmissionConfig share;
    private final Access access;
    private final AtomicInteger bound;

    GrpcListener(
            HttpConfig config,
            int port,
            Map<String, CallDispatcher.Target> targets,
            AtomicInteger connections,
            Refusals refusals,
            AdmissionConfig share,
            Access access,
            AtomicInteger bound) {
        this.config = config;
        this.port = port;
        this.targets = targets;
        this.connections = connections;
        this.refusals = refusals;
        this.share = share;
        this.access = access;
        this.bound = bound;
    }

    @Override
    public Future<?> start() {
        StreamGuard guard =
                new StreamGuard(vertx, config, connections, refusals, new Admission(vertx, share, refusals));
        HttpServer created = vertx.createHttpServer(options());
        created.connectionHandler(guard::admit);
        created.requestHandler(new CallDispatcher(config, targets, guard, access)::handle);
        created.invalidRequestHandler(request -> {
            refusals.malformed().increment();
            WrongProtocol.answer(request);
        });
        return created.listen(port, config.host()).onSuccess(listening -> bound.set(listening.actualPort()));
    }

    /** What Vert.x bounds by itself: streams at once, resets and continuations of headers in a while. */
    private HttpServerOptions options() {
        Http2Settings settings = new HttpServerOptions()
                .getInitialSettings()
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setMaxHeaderListSize(config.maxHeaderBytes());
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(true)
                .setInitialSettings(settings)
                .setMaxHeaderSize(MAX_HTTP1_HEAD_BYTES)
                .setMaxInitialLineLength(MAX_HTTP1_HEAD_BYTES)
                .setReadIdleTimeout((int)
                        Math.min(PREFACE_TIMEOUT_MILLIS, config.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
