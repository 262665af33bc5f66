package io.granary.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the connections, the time that each may take and the requests in hand, by one sweep per event loop instead of a
 * timer per request. Confined to its event loop except for the shared count.
 */
final class ConnectionGuard {

    private static final int SWEEPS_PER_TIMEOUT = 10;

    private final HttpConfig config;
    private final AtomicInteger count;
    private final Refusals refusals;
    private final Admission admission;
    private final PathTraits traits;
    private final Map<HttpConnection, Visit> visits = new HashMap<>();

    /** @param count of the connections of all event loops */
    ConnectionGuard(
            Vertx vertx,
            HttpConfig config,
            AtomicInteger count,
            Refusals refusals,
            Admission admission,
            PathTraits traits) {
        this.config = config;
        this.count = count;
        this.refusals = refusals;
        this.admission = admission;
        this.traits = traits;
        long shortest = Math.min(
                config.requestTimeout().toMillis(), config.idleTimeout().toMillis());
        vertx.setPeriodic(Math.max(1, shortest / SWEEPS_PER_TIMEOUT), ignored -> sweep());
    }

    void admit(HttpConnection connection) {
        if (count.incrementAndGet() > config.maxConnections()) {
            count.decrementAndGet();
            refusals.connectionLimit().increment();
            connection.close();
            return;
        }
        Visit visit = new Visit(connection, admission, refusals);
        visits.put(connection, visit);
        connection.closeHandler(ignored -> {
            visits.remove(connection);
            visit.end();
            count.decrementAndGet();
        });
    }

    /** Whether a request is taken on; if not, it has been answered. */
    boolean begin(HttpServerRequest request) {
        Visit visit = visits.get(request.connection());
        return visit == null || visit.begin(request, traits);
    }

    private void sweep() {
        long now = System.nanoTime();
        List.copyOf(visits.values()).forEach(visit -> visit.expire(now, config));
    }
}
