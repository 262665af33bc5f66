package io.granary.http.grpc;

import io.granary.http.Admission;
import io.granary.http.HttpConfig;
import io.granary.http.Refusals;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one connection is doing, and since when. Confined to its event loop. */
final class GrpcVisit {

    private final HttpConnection connection;
    private final Http2Wire wire;
    private final Admission admission;
    private final Refusals refusals;

    /** Those that are not over, each with how many bytes of its answer are not sent. */
    private final Map<GrpcCall, Integer> calls = new LinkedHashMap<>();

    private boolean closing;
    private long idleSince = System.nanoTime();

    GrpcVisit(HttpConnection connection, Admission admission, Refusals refusals) {
        this.connection = connection;
        this.wire = Http2Wire.of(connection);
        this.admission = admission;
        this.refusals = refusals;
        wire.removeIdleTimeout();
    }

    /** @param vital whether it was taken on without a place */
    void begin(GrpcCall call, boolean vital) {
        calls.put(call, 0);
        call.response().endHandler(ignored -> awaitReader(call));
        call.response().closeHandler(ignored -> end(call, vital));
    }

    /** An answer that is not sent keeps its place: slow readers are as much of a burden as slow answers. */
    private void awaitReader(GrpcCall call) {
        if (calls.replace(call, call.answerBytes()) != null) {
            admission.addUnsent(call.answerBytes());
        }
    }

    private void end(GrpcCall call, boolean vital) {
        Integer unsent = calls.remove(call);
        if (unsent == null) {
            return;
        }
        admission.addUnsent(-unsent);
        if (!vital) {
            admission.leave();
        }
        if (calls.isEmpty()) {
            idleSince = System.nanoTime();
        }
    }

    /** Ends what takes too long, by force what does not end by itself. */
    void expire(long now, HttpConfig config) {
        if (closing) {
            wire.cut();
        } else if (calls.isEmpty()) {
            expireIdle(now - idleSince > config.idleTimeout().toNanos());
        } else {
            long timeoutNanos = config.requestTimeout().toNanos();
            expire(
                    calls.keySet().stream()
                            .filter(call -> now - call.startNanos() > timeoutNanos)
                            .toList(),
                    config.requestTimeout());
        }
    }

    private void expireIdle(boolean late) {
        if (late) {
            closing = true;
            connection.close();
        }
    }

    private void expire(List<GrpcCall> late, Duration timeout) {
        if (late.stream().anyMatch(call -> call.response().ended())) {
            refusals.slowReader().increment();
            closing = true;
            wire.cut();
        } else {
            late.stream().filter(call -> !call.isUnlimited()).forEach(call -> fail(call, timeout.toMillis()));
        }
    }

    private void fail(GrpcCall call, long millis) {
        boolean isWhole = call.request().isEnded();
        (isWhole ? refusals.slowAnswer() : refusals.slowRequest()).increment();
        call.fail(
                GrpcStatus.DEADLINE_EXCEEDED,
                "request: " + (isWhole ? "no answer" : "incomplete") + " after " + millis + " ms (expected: faster)");
    }
}
