package io.granary.core;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant: the known word that the fewest edits lead to, if a third of the letters or fewer. */
public final class Suggestions {

    private static final int MAX_LENGTH = 200;

    private Suggestions() {}

    /** {@code did you mean 'x'?}, or null when no word is close. */
    public static @Nullable String of(String given, Collection<String> known) {
        if (given.length() > MAX_LENGTH) {
            return null;
        }
        int bound = Math.max(1, given.length() / 3);
        return known.stream()
                .filter(word -> Math.abs(word.length() - given.length()) <= bound)
                .filter(word -> distance(given, word) <= bound)
                .min(Comparator.comparingInt(word -> distance(given, word)))
                .map(word -> "did you mean '" + word + "'?")
                .orElse(null);
    }

    /** Edits, where a swap of neighbours counts once, without regard to case. */
    private static int distance(String left, String right) {
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, left, right, i, j);
            }
        }
        return edits[left.length()][right.length()];
    }

    private static int cheapest(int[][] edits, String left, String right, int i, int j) {
        int replace = edits[i - 1][j - 1] + (same(left, i - 1, right, j - 1) ? 0 : 1);
        int cheapest = Math.min(replace, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && same(left, i - 1, right, j - 2) && same(left, i - 2, right, j - 1);
        return swapped ? Math.min(cheapest, edits[i - 2][j - 2] + 1) : cheapest;
    }

    private static boolean same(String left, int i, String right, int j) {
        return Character.toLowerCase(left.charAt(i)) == Character.toLowerCase(right.charAt(j));
    }
}
