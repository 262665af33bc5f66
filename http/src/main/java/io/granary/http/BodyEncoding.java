package io.granary.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Whether a body comes as it is. Compressed bodies are refused: no body is long enough to gain from it, and a short one
 * can unpack into more than any limit.
 */
final class BodyEncoding {

    private static final String NONE = "identity";

    private BodyEncoding() {}

    static void requireNone(HttpServerRequest request) {
        String content = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (content != null && !content.equalsIgnoreCase(NONE)) {
            request.response().putHeader(HttpHeaders.ACCEPT_ENCODING, NONE);
            throw RefusedRequest.encoded(content);
        }
        String transfer = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (transfer != null && !transfer.equalsIgnoreCase("chunked")) {
            throw RefusedRequest.oddlyTransferred(transfer);
        }
    }
}
