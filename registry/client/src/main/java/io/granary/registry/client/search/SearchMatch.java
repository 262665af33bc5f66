package io.granary.registry.client.search;

import java.util.List;

/**
 * Where a hit has the words.
 *
 * @param field {@code name}, {@code description}, {@code owner} or {@code tag}
 * @param text what the field says
 * @param ranges where in the text the words are, in order, without overlap
 */
public record SearchMatch(String field, String text, List<Range> ranges) {

    /** From one index of the text, included, to another, excluded. */
    public record Range(int start, int end) {}

    public SearchMatch {
        ranges = List.copyOf(ranges);
    }
}
