package io.granary.http.grpc;

import io.granary.http.Admission;
import io.granary.http.HttpConfig;
import io.granary.http.Refusals;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the number of connections, the time that each may do nothing, and the time that each call may take from its
 * head until its last byte is taken, by one sweep instead of a timer per call. Confined to its event loop except for the
 * shared count.
 */
final class StreamGuard {

    private static final int SWEEPS_PER_TIMEOUT = 10;
    private static final String HEALTH = "/grpc.health.";

    private final HttpConfig config;
    private final AtomicInteger count;
    private final Refusals refusals;
    private final Admission admission;
    private final Map<HttpConnection, Visit> visits = new HashMap<>();

    StreamGuard(Vertx vertx, HttpConfig config, AtomicInteger count, Refusals refusals, Admission admission) {
        this.config = config;
        this.count = count;
        this.refusals = refusals;
        this.admission = admission;
        long shortest = Math.min(
                config.requestTimeout().toMillis(), config.idleTimeout().toMillis());
        vertx.setPeriodic(Math.max(1, shortest / SWEEPS_PER_TIMEOUT), ignored -> sweep());
    }

    /** Takes a connection that has shown its preface; from here on the sweep says how long it may be idle. */
    void admit(HttpConnection connection) {
        if (count.incrementAndGet() > config.maxConnections()) {
            count.decrementAndGet();
            refusals.connectionLimit().increment();
            connection.close();
            return;
        }
        removeIdleTimeout(connection);
        visits.put(connection, new Visit());
        connection.closeHandler(ignored -> {
            visits.remove(connection);
            count.decrementAndGet();
        });
    }

    private static void removeIdleTimeout(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server
                && server.channelHandlerContext().pipeline().get(IdleStateHandler.class) != null) {
            server.channelHandlerContext().pipeline().remove(IdleStateHandler.class);
        }
    }

    /** Whether a call is taken on; if not, it has been answered. Those about health always are. */
    boolean begin(GrpcCall call) {
        Visit visit = visits.get(call.request().connection());
        boolean vital = call.request().path().startsWith(HEALTH);
        String refusal = visit == null || vital ? null : admission.enter();
        if (refusal != null) {
            call.fail(GrpcStatus.UNAVAILABLE, refusal);
            return false;
        }
        if (visit != null) {
            visit.begin(call, vital);
        }
        return true;
    }

    private void sweep() {
        long now = System.nanoTime();
        List.copyOf(visits.entrySet()).forEach(entry -> entry.getValue().expire(now, entry.getKey()));
    }

    /** The calls of one connection that are not over, oldest first. */
    private final class Visit {

        private final Set<GrpcCall> calls = new LinkedHashSet<>();
        private long idleSince = System.nanoTime();

        void begin(GrpcCall call, boolean vital) {
            calls.add(call);
            call.response().closeHandler(ignored -> end(call, vital));
        }

        private void end(GrpcCall call, boolean vital) {
            if (calls.remove(call) && !vital) {
                admission.leave();
            }
            if (calls.isEmpty()) {
                idleSince = System.nanoTime();
            }
        }

        void expire(long now, HttpConnection connection) {
            if (calls.isEmpty() && now - idleSince > config.idleTimeout().toNanos()) {
                connection.close();
                return;
            }
            for (GrpcCall call : List.copyOf(calls)) {
                if (now - call.startNanos() <= config.requestTimeout().toNanos()) {
                    return;
                }
                expire(call, connection);
            }
        }

        private void expire(GrpcCall call, HttpConnection connection) {
            if (call.response().ended()) {
                refusals.slowAnswer().increment();
                connection.close();
            } else if (!call.isUnlimited()) {
                (call.request().isEnded() ? refusals.slowAnswer() : refusals.slowRequest()).increment();
                call.fail(GrpcStatus.DEADLINE_EXCEEDED, late(call));
            }
        }

        private String late(GrpcCall call) {
            String what = call.request().isEnded() ? "no answer" : "incomplete";
            return "request: " + what + " after " + config.requestTimeout().toMillis() + " ms (expected: faster)";
        }
    }
}
