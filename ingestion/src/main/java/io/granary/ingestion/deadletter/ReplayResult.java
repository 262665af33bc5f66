package io.granary.ingestion.deadletter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of dead letters that were to be given back.
 *
 * @param replayed ids of those that were, or would be
 * @param skipped why others were not, and how many
 * @param next cursor of the page after; null: there is none
 */
record ReplayResult(
        List<String> replayed,
        Map<Reluctance, Integer> skipped,
        @Nullable String next) {

    ReplayResult {
        replayed = List.copyOf(replayed);
        skipped = Map.copyOf(skipped);
    }
}
