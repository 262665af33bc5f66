package io.granary.http.grpc;

/**
 * Answers a call. Called on an event loop: it must not block. What it throws ends the call with the status of its error
 * code; a later failure goes to {@link GrpcCall#fail}.
 */
@FunctionalInterface
public interface GrpcMethod {

    /**
     * Handles a message, which is the only one of a unary call.
     *
     * @param message serialized, unpacked, within the limits of the service; the handler's to keep
     */
    void handle(GrpcCall call, byte[] message);
}
