package io.granary.registry.client.search;

import io.granary.core.GranaryException;
import io.granary.registry.client.lineage.NodeKind;
import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text words that a hit has all of, in any case; empty: whatever the filters let through
 * @param kind only this kind; null: any
 * @param owner only of this owner, in any case; null: anybody's
 * @param tag only with this tag, {@code name} or {@code name=value}; null: any
 * @param limit how many hits a page has at most, 1 to {@link #MAX_LIMIT}
 * @param cursor what the page before ended with; null: the first page
 */
public record SearchQuery(
        String text,
        @Nullable NodeKind kind,
        @Nullable String owner,
        @Nullable String tag,
        int limit,
        @Nullable String cursor) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;

    private static final int MAX_TEXT = 500;

    public SearchQuery {
        if (text.length() > MAX_TEXT) {
            throw GranaryException.invalid("text", text.length() + " characters", "at most " + MAX_TEXT);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw GranaryException.invalid("limit", limit, "1 to " + MAX_LIMIT);
        }
    }

    /** The first page of what has these words. */
    public static SearchQuery of(String text) {
        return new SearchQuery(text, null, null, null, DEFAULT_LIMIT, null);
    }
}
