package io.granary.registry.client.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what was found, the best first.
 *
 * @param total how many hits all pages have together
 * @param next the cursor of the next page; null: this is the last
 */
public record SearchResult(
        String project,
        int revision,
        int total,
        List<SearchHit> hits,
        @Nullable String next) {

    public SearchResult {
        hits = List.copyOf(hits);
    }
}
