package io.granary.http.grpc;

import io.granary.core.GranaryException;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The messages of a call as they arrive. Confined to its event loop. */
abstract class IncomingCall {

    private final GrpcCall call;
    private final GrpcMethod method;
    private final MessageFrames frames;

    private IncomingCall(GrpcCall call, GrpcMethod method, MessageFrames frames) {
        this.call = call;
        this.method = method;
        this.frames = frames;
    }

    /** A call with one message. */
    static IncomingCall unary(GrpcCall call, GrpcMethod method, MessageFrames frames) {
        return new Unary(call, method, frames);
    }

    /** A call with any number of messages, which ends when the caller has said its last. */
    static IncomingCall stream(GrpcCall call, GrpcMethod method, MessageFrames frames) {
        return new Stream(call, method, frames);
    }

    void start() {
        call.request().handler(chunk -> unlessOver(() -> arrived(chunk)));
        call.request().endHandler(ignored -> unlessOver(this::ended));
        call.request().exceptionHandler(ignored -> {});
    }

    private void unlessOver(Runnable step) {
        if (call.isOver()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            call.fail(e);
        }
    }

    private void arrived(Buffer chunk) {
        frames.add(chunk);
        takeAll();
    }

    /** Whoever does not take the answers is not heard until then, so that they do not pile up. */
    private void takeAll() {
        while (!call.isOver()) {
            if (call.isClogged()) {
                call.request().pause();
                call.response().drainHandler(ignored -> unlessOver(this::goOn));
                return;
            }
            byte[] message = frames.next();
            if (message == null) {
                return;
            }
            take(message);
        }
    }

    private void goOn() {
        takeAll();
        if (!call.isOver() && !call.isClogged()) {
            call.request().resume();
        }
    }

    private void ended() {
        if (frames.hasRest()) {
            throw GranaryException.invalid("message", "cut off", "as many bytes as its prefix says");
        }
        end();
    }

    abstract void take(byte[] message);

    abstract void end();

    /** Waits for the end, since the caller may still say too much. */
    private static final class Unary extends IncomingCall {

        private byte @Nullable [] message;

        Unary(GrpcCall call, GrpcMethod method, MessageFrames frames) {
            super(call, method, frames);
        }

        @Override
        void take(byte[] next) {
            if (message != null) {
                throw GranaryException.invalid("message", "several", "one, because the call is unary");
            }
            message = next;
        }

        @Override
        void end() {
            byte[] only = message;
            if (only == null) {
                throw GranaryException.invalid("message", "absent", "one, because the call is unary");
            }
            super.method.handle(super.call, only);
        }
    }

    private static final class Stream extends IncomingCall {

        Stream(GrpcCall call, GrpcMethod method, MessageFrames frames) {
            super(call, method, frames);
        }

        @Override
        void take(byte[] message) {
            super.method.handle(super.call, message);
        }

        @Override
        void end() {
            super.call.end();
        }
    }
}
