package io.granary.http.grpc;

import io.granary.core.GranaryException;
import io.granary.http.Problems;
import io.granary.http.RequestIds;
import io.granary.http.access.Access;
import io.granary.http.access.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: what the caller said of it, and its answer. Confined to its event loop. Answering a call that is
 * over does nothing, since its caller may hang up at any time.
 */
public final class GrpcCall {

    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("application/grpc");
    private static final CharSequence STATUS = HttpHeaders.createOptimized("grpc-status");
    private static final CharSequence MESSAGE = HttpHeaders.createOptimized("grpc-message");
    private static final CharSequence ACCEPTED_PACKING = HttpHeaders.createOptimized("grpc-accept-encoding");

    private final HttpServerRequest request;
    private final Access access;
    private final HttpServerResponse response;
    private final long startNanos = System.nanoTime();
    private long timeoutNanos = GrpcTimeout.NONE;
    private boolean isUnlimited;
    private int answerBytes;

    GrpcCall(HttpServerRequest request, Access access) {
        this.request = request;
        this.access = access;
        this.response = request.response();
    }

    void grant(long nanos) {
        timeoutNanos = nanos;
    }

    /** Whom the call comes from. */
    public Caller caller() {
        return access.caller(request);
    }

    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    /** When the call began, by {@link System#nanoTime}. */
    public long startNanos() {
        return startNanos;
    }

    /** How long the caller waits, from the start of the call; {@link Long#MAX_VALUE} when it did not say. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Whether nothing more can be sent, because it is answered or the caller has gone. */
    public boolean isOver() {
        return response.ended() || response.closed();
    }

    /** Whether enough is sent that the caller has not taken; not of a call that is over. */
    boolean isClogged() {
        return response.writeQueueFull();
    }

    /** Tells something beside the message; the name is in lower case. Only before the call is answered. */
    public GrpcCall trailer(String name, String value) {
        if (!isOver()) {
            response.putTrailer(name, value);
        }
        return this;
    }

    /** Sends one message of several. */
    public void send(Buffer frame) {
        if (!isOver()) {
            head();
            response.write(frame);
        }
    }

    /** Sends the last message. */
    public void end(Buffer frame) {
        if (!isOver()) {
            head();
            response.putTrailer(STATUS, GrpcStatus.OK.text());
            answerBytes = frame.length();
            response.end(frame);
        }
    }

    /** Ends a call whose messages are all sent. */
    public void end() {
        if (!isOver()) {
            head();
            response.putTrailer(STATUS, GrpcStatus.OK.text());
            response.end();
        }
    }

    /** Ends the call with the status and message of a failure; nothing of the inside of one that nobody expected. */
    public void fail(Throwable failure) {
        if (!isOver()) {
            GranaryException shown = Problems.shown(failure, RequestIds.of(response));
            fail(GrpcStatus.of(shown.code()), shown.getMessage());
        }
    }

    void fail(GrpcStatus status, @Nullable String message) {
        if (isOver()) {
            return;
        }
        String text = StatusMessage.encode(String.valueOf(message));
        if (response.headWritten()) {
            response.putTrailer(STATUS, status.text()).putTrailer(MESSAGE, text);
        } else {
            head();
            response.putHeader(STATUS, status.text()).putHeader(MESSAGE, text);
        }
        response.end();
        if (!request.isEnded()) {
            response.reset(0);
        }
    }

    private void head() {
        if (!response.headWritten()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE)
                    .putHeader(ACCEPTED_PACKING, MessagePacking.ACCEPTED);
        }
    }

    /** Lets the call go on for as long as both sides want, as one that is told of changes does. */
    GrpcCall unlimited() {
        isUnlimited = true;
        return this;
    }

    boolean isUnlimited() {
        return isUnlimited;
    }

    /** How long the last message is; 0 before it is sent. */
    int answerBytes() {
        return answerBytes;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }
}
