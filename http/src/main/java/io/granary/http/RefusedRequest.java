package io.granary.http;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;

/** A request that the HTTP layer itself turns down, with the status that only this layer knows. */
final class RefusedRequest extends GranaryException implements ProblemDetails {

    private final int status;

    RefusedRequest(int status, ErrorCode code, String message) {
        super(code, message);
        this.status = status;
    }

    static RefusedRequest noRoute(String path) {
        return new RefusedRequest(404, ErrorCode.NOT_FOUND, "path: '" + path + "' does not exist");
    }

    static RefusedRequest wrongMethod(String method, String allowed) {
        return new RefusedRequest(
                405, ErrorCode.INVALID_ARGUMENT, "method: " + method + " (expected: " + allowed + ")");
    }

    static RefusedRequest undecodable() {
        return new RefusedRequest(
                400, ErrorCode.INVALID_ARGUMENT, "path or query: undecodable (expected: percent-encoded UTF-8)");
    }

    static RefusedRequest timedOut(long millis) {
        return new RefusedRequest(
                408, ErrorCode.DEADLINE_EXCEEDED, "request: incomplete after " + millis + " ms (expected: faster)");
    }

    static RefusedRequest unanswered(long millis) {
        return new RefusedRequest(
                504, ErrorCode.DEADLINE_EXCEEDED, "request: no answer after " + millis + " ms (expected: retry later)");
    }

    static RefusedRequest bodyTooLong(long maxBytes) {
        return new RefusedRequest(
                413, ErrorCode.RESOURCE_EXHAUSTED, "body: too long (expected: at most " + maxBytes + " bytes)");
    }

    static RefusedRequest encoded(String encoding) {
        return new RefusedRequest(
                415, ErrorCode.INVALID_ARGUMENT, "Content-Encoding: " + encoding + " (expected: identity)");
    }

    static RefusedRequest oddlyTransferred(String encoding) {
        return new RefusedRequest(
                400, ErrorCode.INVALID_ARGUMENT, "Transfer-Encoding: " + encoding + " (expected: chunked)");
    }

    static RefusedRequest notJson(String contentType) {
        return new RefusedRequest(
                415,
                ErrorCode.INVALID_ARGUMENT,
                "Content-Type: " + contentType
                        + " (expected: application/json; with curl add -H 'Content-Type: application/json')");
    }

    @Override
    public int status(int ofCode) {
        return status;
    }
}
