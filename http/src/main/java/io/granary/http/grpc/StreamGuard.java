package io.granary.http.grpc;

import io.granary.http.Admission;
import io.granary.http.HttpConfig;
import io.granary.http.Refusals;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<HttpConnection, GrpcVisit> visits = new HashMap<>();

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
        visits.put(connection, new GrpcVisit(connection, admission, refusals));
        connection.closeHandler(ignored -> {
            visits.remove(connection);
            count.decrementAndGet();
        });
    }

    /** Whether a call is taken on; if not, it has been answered. Those about health always are. */
    boolean begin(GrpcCall call) {
        GrpcVisit visit = visits.get(call.request().connection());
        boolean vital = isVital(call.request().path());
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

    /** Whether calls of a path are about health. */
    static boolean isVital(String path) {
        return path.startsWith(HEALTH);
    }

    private void sweep() {
        long now = System.nanoTime();
        List.copyOf(visits.values()).forEach(visit -> visit.expire(now, config));
    }
}
