package io.granary.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is doing, and since when; it is the end handler of each request's answer. A handler may replace
 * that, so the next request and the sweep find out as well that an answer has ended. Confined to its event loop.
 */
final class Visit implements Handler<Void> {

    private final HttpConnection connection;
    private final Wire wire;
    private final Admission admission;
    private final Refusals refusals;
    private @Nullable HttpServerRequest request;
    private boolean admitted;
    private boolean patient;
    private int unsentAnswers;
    private boolean closing;
    private long since = System.nanoTime();

    Visit(HttpConnection connection, Admission admission, Refusals refusals) {
        this.connection = connection;
        this.wire = Wire.of(connection);
        this.admission = admission;
        this.refusals = refusals;
    }

    /** Whether the next request is taken on; if not, it has been answered. */
    boolean begin(HttpServerRequest next, PathTraits traits) {
        leave();
        request = next;
        boolean vital = traits.isVital(next.path());
        patient = traits.isPatient(next.path());
        since = System.nanoTime();
        String refusal = vital ? null : admission.enter();
        if (refusal != null) {
            Problems.write(next.response(), Problem.unavailable(refusal));
            return false;
        }
        admitted = !vital;
        next.response().endHandler(this);
        return true;
    }

    /** The answer has ended, or the connection before it. */
    @Override
    public void handle(Void ended) {
        HttpServerRequest answered = request;
        if (admitted && answered != null && !wire.isClear()) {
            awaitReader(answered.response().bytesWritten());
        } else {
            leave();
        }
    }

    /** An answer that is not sent keeps its place: slow readers are as much of a burden as slow answers. */
    private void awaitReader(long bytes) {
        admitted = false;
        unsentAnswers++;
        admission.addUnsent(bytes);
        wire.whenSent(() -> {
            unsentAnswers--;
            admission.addUnsent(-bytes);
            admission.leave();
        });
    }

    private void leave() {
        if (admitted) {
            admitted = false;
            admission.leave();
        }
    }

    /** The connection is closed. */
    void end() {
        leave();
    }

    /** Closes the connection when it takes too long over what it is doing, by force when it does not close by itself. */
    void expire(long now, HttpConfig config) {
        if (closing) {
            wire.cut();
            return;
        }
        HttpServerRequest current = request;
        boolean late = now - since > config.requestTimeout().toNanos();
        if (current == null) {
            expireIdle(now - since > config.idleTimeout().toNanos());
        } else if (isDone(current)) {
            finish(now, late);
        } else if (isEventStream(current) || isPatient(current)) {
            leave();
        } else if (late) {
            closing = true;
            Problems.answerLast(current, late(current, config.requestTimeout().toMillis()));
        }
    }

    private void finish(long now, boolean late) {
        if (unsentAnswers == 0) {
            leave();
            request = null;
            since = now;
        } else if (late) {
            refusals.slowReader().increment();
            wire.cut();
        }
    }

    private void expireIdle(boolean late) {
        if (late) {
            closing = true;
            connection.close();
        }
    }

    /** A request that was answered early may still be sending its body. */
    private static boolean isDone(HttpServerRequest request) {
        return request.response().ended() && request.isEnded();
    }

    /** Server-sent events go on for as long as both sides want. */
    private static boolean isEventStream(HttpServerRequest request) {
        String type = request.response().headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }

    /** An answer that takes as long as its work, to a request that has wholly arrived. */
    private boolean isPatient(HttpServerRequest request) {
        return patient && request.isEnded();
    }

    private RefusedRequest late(HttpServerRequest request, long millis) {
        if (request.isEnded()) {
            refusals.slowAnswer().increment();
            return RefusedRequest.unanswered(millis);
        }
        refusals.slowRequest().increment();
        return RefusedRequest.timedOut(millis);
    }
}
