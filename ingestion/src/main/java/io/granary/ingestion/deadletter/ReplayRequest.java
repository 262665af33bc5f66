package io.granary.ingestion.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be given back.
 *
 * @param ids those; empty: those that the filter means
 * @param cursor of the page before
 * @param again also those that were given back and could not be used again
 * @param dryRun only says what would be done
 */
record ReplayRequest(
        List<LetterId> ids, LetterFilter filter, @Nullable String cursor, int limit, boolean again, boolean dryRun) {

    ReplayRequest {
        ids = List.copyOf(ids);
    }
}
