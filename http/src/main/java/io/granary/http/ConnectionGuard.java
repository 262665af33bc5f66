package io.granary.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the number of connections and the time that each may take, by one sweep per event loop instead of a timer per
 * request. Confined to its event loop except for the shared count.
 */
final class ConnectionGuard {

    private static final int SWEEPS_PER_TIMEOUT = 10;

    private final HttpConfig config;
    private final AtomicInteger count;
    private final Refusals refusals;
    private final Map<HttpConnection, Visit> visits = new HashMap<>();

    ConnectionGuard(Vertx vertx, HttpConfig config, AtomicInteger count, Refusals refusals) {
        this.config = config;
        this.count = count;
        this.refusals = refusals;
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
        visits.put(connection, new Visit());
        connection.closeHandler(ignored -> {
            visits.remove(connection);
            count.decrementAndGet();
        });
    }

    void begin(HttpServerRequest request) {
        Visit visit = visits.get(request.connection());
        if (visit != null) {
            visit.begin(request);
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        List.copyOf(visits.entrySet()).forEach(entry -> entry.getValue().expire(now, entry.getKey()));
    }

    /**
     * What one connection is doing, and since when. The sweep finds out that an answer has ended, since a handler may
     * replace any end handler that is set here.
     */
    private final class Visit {

        private @Nullable HttpServerRequest request;
        private long since = System.nanoTime();

        void begin(HttpServerRequest next) {
            request = next;
            since = System.nanoTime();
        }

        void expire(long now, HttpConnection connection) {
            HttpServerRequest current = request;
            if (current != null && current.response().ended()) {
                request = null;
                since = now;
            } else if (current == null) {
                expireIdle(now, connection);
            } else if (now - since > config.requestTimeout().toNanos() && !isEventStream(current)) {
                Problems.answerLast(current, late(current));
            }
        }

        /** Server-sent events go on for as long as both sides want. */
        private static boolean isEventStream(HttpServerRequest current) {
            String type = current.response().headers().get(HttpHeaders.CONTENT_TYPE);
            return type != null && type.startsWith("text/event-stream");
        }

        private void expireIdle(long now, HttpConnection connection) {
            if (now - since > config.idleTimeout().toNanos()) {
                connection.close();
            }
        }

        private RefusedRequest late(HttpServerRequest current) {
            long millis = config.requestTimeout().toMillis();
            if (current.isEnded()) {
                refusals.slowAnswer().increment();
                return RefusedRequest.unanswered(millis);
            }
            refusals.slowRequest().increment();
            return RefusedRequest.timedOut(millis);
        }
    }
}
