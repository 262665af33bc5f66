package io.granary.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers a request whose whole body has arrived, within the limits of the service. Called on an event loop: it must not
 * block. What it throws becomes a problem answer; later failures go to {@link Problems#answer}.
 */
@FunctionalInterface
public interface BodyHandler {

    void handle(HttpServerRequest request, Buffer body);
}
