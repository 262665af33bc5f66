package io.granary.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Gathers a JSON body up to a limit and then calls a {@link BodyHandler}. */
final class WholeBody implements Handler<HttpServerRequest> {

    private final int maxBytes;
    private final BodyHandler next;

    WholeBody(int maxBytes, BodyHandler next) {
        this.maxBytes = maxBytes;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        ContentType.requireJson(request);
        BodyEncoding.requireNone(request);
        requireLength(request, maxBytes);
        Parts parts = new Parts();
        request.handler(part -> {
            if (!parts.add(part)) {
                refuse(request);
            }
        });
        request.endHandler(ignored -> call(request, parts.body));
    }

    /** Refuses a body that says it is too long, before it is sent. */
    static void requireLength(HttpServerRequest request, int maxBytes) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBytes) {
            throw RefusedRequest.bodyTooLong(maxBytes);
        }
    }

    private void refuse(HttpServerRequest request) {
        request.handler(ignored -> {});
        request.endHandler(null);
        Problems.answerLast(request, RefusedRequest.bodyTooLong(maxBytes));
    }

    private void call(HttpServerRequest request, Buffer body) {
        try {
            next.handle(request, body);
        } catch (RuntimeException e) {
            Problems.answer(request.response(), e);
        }
    }

    /** What has arrived of a body; most bodies come in one part, which is not copied. */
    private final class Parts {

        private Buffer body = Buffer.buffer(0);
        private boolean isCopy;

        /** Whether there is room for it. */
        boolean add(Buffer part) {
            if (body.length() + part.length() > maxBytes) {
                return false;
            }
            if (body.length() == 0) {
                body = part;
            } else {
                append(part);
            }
            return true;
        }

        private void append(Buffer part) {
            body = isCopy ? body : Buffer.buffer(2 * body.length()).appendBuffer(body);
            isCopy = true;
            body.appendBuffer(part);
        }
    }
}
