package io.granary.online.serving;

import io.granary.core.definition.Revision;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Online features in process: what the HTTP routes and the model runtime both use. Safe for threads; never blocks.
 */
public final class OnlineFeatures implements AutoCloseable {

    /**
     * The plan of a query against the project's current revision, compiled once and kept.
     *
     * @throws io.granary.core.GranaryException (NOT_FOUND) naming the project, view, feature or service that does not
     *     exist; (INVALID_ARGUMENT) for references that cannot be answered together; (UNAVAILABLE) before the first
     *     revision
     */
    public RetrievalPlan plan(String project, FeatureQuery query) {
        throw new UnsupportedOperationException();
    }

    /** The plan of a query against a given revision, for callers that hold one revision from start to end. */
    public RetrievalPlan plan(Revision revision, FeatureQuery query) {
        throw new UnsupportedOperationException();
    }

    /**
     * Retrieves the features of a plan with one read of the online store.
     *
     * @param now the moment of the request, against which ages are measured
     * @return completes on a thread of the store; fails with a {@link io.granary.core.GranaryException}
     *     (INVALID_ARGUMENT) naming the entity column or value that is wrong, (UNPROCESSABLE) naming an on-demand feature
     *     that fails or a value missing under {@code onMissing: fail}, (UNAVAILABLE, DEADLINE_EXCEEDED) when the store
     *     does not answer and the service does not allow an answer without it
     */
    public CompletionStage<FeatureVectors> retrieve(RetrievalPlan plan, EntityColumns entities, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
