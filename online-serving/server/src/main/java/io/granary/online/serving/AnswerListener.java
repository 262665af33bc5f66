package io.granary.online.serving;

/**
 * Told of every answer over HTTP and gRPC after it was written, on the event loop that wrote it: it does not block. What it
 * throws is counted and changes no answer. Safe for threads.
 */
@FunctionalInterface
public interface AnswerListener {

    /** Listens to nothing. */
    AnswerListener NONE = answer -> {};

    void answered(FeatureVectors answer);
}
