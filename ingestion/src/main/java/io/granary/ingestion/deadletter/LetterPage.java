package io.granary.ingestion.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some dead letters, the latest first.
 *
 * @param next cursor of the page after; null: there is none. A page may have fewer than were asked for, or none, before
 *     the last: looking through many letters ends after a while
 */
record LetterPage(List<Letter> letters, @Nullable String next) {

    LetterPage {
        letters = List.copyOf(letters);
    }
}
