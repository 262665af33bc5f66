package io.granary.offline.engine;

/** Hears how far a call has come, a few times a second, on a thread of the engine; does not block. */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = progress -> {};

    void progressed(Progress progress);
}
