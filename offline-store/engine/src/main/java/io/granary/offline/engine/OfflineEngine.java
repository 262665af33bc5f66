package io.granary.offline.engine;

/**
 * Computes features over data at rest. Every engine gives the same rows for the same request. Calls block; one engine
 * runs one call at a time. Failures are {@link io.granary.core.GranaryException}s, and leave no output behind.
 */
public interface OfflineEngine extends AutoCloseable {

    /**
     * Joins features to the rows of an entity frame, each as of its row's event timestamp, and writes the result and its
     * manifest into the output folder.
     */
    TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener);

    /** Writes the newest row of each entity key of each view to the project's feature log. */
    MaterializationResult materialize(MaterializationRequest request, ProgressListener listener);

    /**
     * Writes the window states of views' events below their cuts to the feature log, absolute: again, it writes the same
     * bytes.
     */
    BackfillResult backfill(BackfillRequest request, ProgressListener listener);

    /** Ends a running call, which fails, and everything the engine started. */
    @Override
    void close();
}
