package io.granary.registry.server.search;

import io.granary.core.GranaryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;

/**
 * Where a hit stands among all: by score, definitions before parts, then by id. The cursor of a page is the position of
 * its last hit, so a revision that comes in between neither repeats nor hides what it did not touch.
 *
 * @param rank 0 for a definition, 1 for a part
 */
record SearchPosition(int score, int rank, String id) implements Comparable<SearchPosition> {

    private static final Comparator<SearchPosition> ORDER = Comparator.comparingInt(SearchPosition::score)
            .reversed()
            .thenComparingInt(SearchPosition::rank)
            .thenComparing(SearchPosition::id);

    @Override
    public int compareTo(SearchPosition other) {
        return ORDER.compare(this, other);
    }

    String cursor() {
        String text = score + " " + rank + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws GranaryException (INVALID_ARGUMENT) for what {@link #cursor()} never gives */
    static SearchPosition parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(" ", 3);
            return new SearchPosition(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw GranaryException.invalid("cursor", "'" + cursor + "'", "what the page before answered as next");
        }
    }
}
