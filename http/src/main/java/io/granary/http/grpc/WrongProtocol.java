package io.granary.http.grpc;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Tells a caller that does not speak HTTP/2 what this port is for, and hangs up. */
final class WrongProtocol {

    private static final int VERSION_NOT_SUPPORTED = 505;

    private WrongProtocol() {}

    static void answer(HttpServerRequest request) {
        request.response()
                .setStatusCode(VERSION_NOT_SUPPORTED)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end("This port speaks gRPC, which is HTTP/2.\n");
        request.connection().close();
    }
}
