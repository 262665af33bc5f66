package io.granary.core.expression;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The name that was probably meant: the one with the fewest edits, if that are two fifths of its letters or fewer. */
final class Similar {

    private Similar() {}

    static @Nullable String find(String name, Collection<String> candidates) {
        String best = null;
        int bestDistance = Math.max(1, name.length() * 2 / 5) + 1;
        for (String candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Levenshtein's: insertions, deletions and substitutions. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substitution = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
