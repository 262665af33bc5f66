package io.granary.http;

import io.granary.core.ErrorCode;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.http.HttpServerRequest;

/** Answers a request whose line or headers cannot be read. */
final class RefusedHead {

    private RefusedHead() {}

    static void answer(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problems.answer(request.response(), refusal(cause));
        request.connection().close();
    }

    private static RefusedRequest refusal(Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            return new RefusedRequest(
                    431, ErrorCode.RESOURCE_EXHAUSTED, "headers: too long (expected: a shorter line and headers)");
        }
        return new RefusedRequest(400, ErrorCode.INVALID_ARGUMENT, "request: malformed (expected: HTTP/1.1)");
    }
}
