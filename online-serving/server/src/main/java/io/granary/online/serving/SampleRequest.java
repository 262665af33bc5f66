package io.granary.online.serving;

import io.vertx.core.buffer.Buffer;

/**
 * A made-up request of warming up.
 *
 * @param kind of requests that are answered by the same code, such as {@code arrow}
 * @param path of HTTP or of a method of gRPC
 * @param accept the media type that is wanted; empty for gRPC
 * @param body of HTTP, or a framed message of gRPC
 */
public record SampleRequest(String kind, String path, String accept, Buffer body) {

    private static final String JSON = "application/json";

    /** A POST over HTTP that brings and gets JSON. */
    public static SampleRequest post(String kind, String path, String json) {
        return postFor(kind, path, JSON, json);
    }

    static SampleRequest postFor(String kind, String path, String accept, String json) {
        return new SampleRequest(kind, path, accept, Buffer.buffer(json));
    }

    static SampleRequest call(String kind, String path, Buffer frame) {
        return new SampleRequest(kind, path, "", frame);
    }

    boolean isCall() {
        return accept.isEmpty();
    }

    String contentType() {
        return isCall() ? "application/grpc" : JSON;
    }
}
