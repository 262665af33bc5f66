package io.granary.ingestion.materialization;

import io.granary.core.definition.Revision;
import io.granary.ingestion.MaterializationRange;
import java.util.List;

/**
 * Writes rows at rest to the feature log. Calls block; safe for threads; every failure is a {@link
 * io.granary.core.GranaryException}.
 */
public interface Materializer {

    /**
     * Begins a run, which keeps others of the same views away until it is closed.
     *
     * @param revision as its rows are written
     * @param views each with rows at rest
     * @throws io.granary.core.GranaryException (CONFLICT) naming a view that is being materialized
     */
    Run begin(Revision revision, List<String> views, MaterializationRange range);

    /** A run that has begun. Closed by who began it. */
    interface Run extends AutoCloseable {

        /** Writes the rows, and returns how many once the online store has them. Called once. */
        long write();

        @Override
        void close();
    }
}
