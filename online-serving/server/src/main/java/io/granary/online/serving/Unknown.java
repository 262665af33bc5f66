package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The error for a name that nothing has, with the closest name that something has. */
final class Unknown {

    private static final int MAX_LENGTH = 200;

    private Unknown() {}

    static GranaryException named(String kind, String name, Collection<String> candidates) {
        return new GranaryException(
                ErrorCode.NOT_FOUND, kind + ": '" + name + "' does not exist" + suggestion(name, candidates));
    }

    /** Such as {@code (did you mean 'origin'?)} after a space, or nothing when no candidate is close. */
    static String suggestion(String name, Collection<String> candidates) {
        String closest = closest(name, candidates);
        return closest == null ? "" : " (did you mean '" + closest + "'?)";
    }

    private static @Nullable String closest(String name, Collection<String> candidates) {
        if (name.length() > MAX_LENGTH) {
            return null;
        }
        int allowed = Math.max(1, name.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(name, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElse(null);
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            previous = nextRow(left.charAt(i - 1), i, right, previous);
        }
        return previous[right.length()];
    }

    private static int[] nextRow(char letter, int row, String right, int[] previous) {
        int[] current = new int[previous.length];
        current[0] = row;
        for (int j = 1; j < current.length; j++) {
            int replaced = previous[j - 1] + (letter == right.charAt(j - 1) ? 0 : 1);
            current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
        }
        return current;
    }
}
