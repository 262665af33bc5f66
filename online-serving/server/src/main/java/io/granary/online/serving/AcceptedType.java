package io.granary.online.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One media range of a header {@code Accept}.
 *
 * @param range a media type, or one with {@code *} for its parts
 * @param quality from 0, not at all, to 1
 */
record AcceptedType(String range, double quality) {

    static List<AcceptedType> all(String accept) {
        List<AcceptedType> types = new ArrayList<>();
        for (String part : accept.split(",", -1)) {
            String[] words = part.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
            types.add(new AcceptedType(words[0], quality(words)));
        }
        return types;
    }

    private static double quality(String[] words) {
        for (String word : words) {
            if (word.matches("q=[01](\\.\\d{0,3})?")) {
                return Double.parseDouble(word.substring(2));
            }
        }
        return 1;
    }

    /** What the most specific range says of a media type. */
    static double quality(String mediaType, List<AcceptedType> accepted) {
        AcceptedType best = new AcceptedType("", 0);
        for (AcceptedType type : accepted) {
            if (type.covers(mediaType) && type.specificity() > best.specificity()) {
                best = type;
            }
        }
        return best.quality;
    }

    private boolean covers(String mediaType) {
        return range.equals(mediaType)
                || range.equals("*/*")
                || (range.endsWith("/*") && mediaType.startsWith(range.substring(0, range.length() - 1)));
    }

    private int specificity() {
        if (range.isEmpty()) {
            return 0;
        }
        if (range.equals("*/*")) {
            return 1;
        }
        return range.endsWith("/*") ? 2 : 3;
    }
}
