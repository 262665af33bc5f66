package io.granary.http.grpc;

import io.granary.core.GranaryException;
import io.granary.http.HttpConfig;
import io.granary.http.RequestIds;
import io.granary.http.access.Access;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells calls from other requests, and sends each to its method. Confined to one event loop. */
final class CallDispatcher {

    /** What answers a path. */
    record Target(GrpcMethod method, Messages messages) {}

    /** How many messages a caller sends. */
    enum Messages {
        ONE,
        MANY
    }

    private static final String CONTENT_TYPE = "application/grpc";
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final HttpConfig config;
    private final Map<String, Target> targets;
    private final StreamGuard guard;
    private final Access access;
    private final RequestIds ids = new RequestIds();

    CallDispatcher(HttpConfig config, Map<String, Target> targets, StreamGuard guard, Access access) {
        this.config = config;
        this.targets = targets;
        this.guard = guard;
        this.access = access;
    }

    void handle(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            WrongProtocol.answer(request);
        } else if (!request.method().equals(HttpMethod.POST)) {
            request.response().setStatusCode(METHOD_NOT_ALLOWED).end();
        } else if (!isGrpc(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            request.response().setStatusCode(UNSUPPORTED_MEDIA_TYPE).end();
        } else {
            ids.assign(request);
            call(request);
        }
    }

    /** Protobuf is what calls carry unless they say otherwise. */
    private static boolean isGrpc(@Nullable String contentType) {
        if (contentType == null || !contentType.startsWith(CONTENT_TYPE)) {
            return false;
        }
        String rest = contentType.substring(CONTENT_TYPE.length());
        return rest.isEmpty() || rest.startsWith(";") || rest.equals("+proto") || rest.startsWith("+proto;");
    }

    private void call(HttpServerRequest request) {
        GrpcCall call = new GrpcCall(request, access);
        if (!guard.begin(call)) {
            return;
        }
        if (access.find(request) == null && !StreamGuard.isVital(request.path())) {
            call.fail(GrpcStatus.UNAUTHENTICATED, access.refuse());
            return;
        }
        Target target = targets.get(request.path());
        MessagePacking packing = MessagePacking.find(request.getHeader("grpc-encoding"));
        if (target == null) {
            call.fail(GrpcStatus.UNIMPLEMENTED, "method: '" + request.path() + "' does not exist");
        } else if (packing == null) {
            call.fail(GrpcStatus.UNIMPLEMENTED, "grpc-encoding: unknown (expected: " + MessagePacking.ACCEPTED + ")");
        } else {
            request.routed(request.path());
            start(call, target, new MessageFrames(config.maxBodyBytes(), packing));
        }
    }

    private static void start(GrpcCall call, Target target, MessageFrames frames) {
        try {
            call.grant(GrpcTimeout.nanos(call.header("grpc-timeout")));
        } catch (GranaryException e) {
            call.fail(e);
            return;
        }
        switch (target.messages()) {
            case ONE -> IncomingCall.unary(call, target.method(), frames).start();
            case MANY -> IncomingCall.stream(call, target.method(), frames).start();
        }
    }
}
