package io.granary.registry.server.search;

import io.granary.registry.client.search.SearchMatch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One text that is searched. Case is folded character by character, so that positions stay the same. */
final class SearchField {

    private static final int INSIDE = 1;
    private static final int START_OF_WORD = 2;
    private static final int WORD = 3;
    private static final int WHOLE = 4;

    private final String name;
    private final String text;
    private final String folded;
    private final int weight;

    SearchField(String name, String text, int weight) {
        this.name = name;
        this.text = text;
        this.folded = fold(text);
        this.weight = weight;
    }

    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(Character.toLowerCase(text.charAt(i)));
        }
        return folded.toString();
    }

    /** 0 when the word is not there; more at the start of a word, for a whole word, for the whole text. */
    int score(String word) {
        int best = 0;
        for (int at = folded.indexOf(word); at >= 0 && best < WHOLE; at = folded.indexOf(word, at + 1)) {
            best = Math.max(best, quality(at, at + word.length()));
        }
        return best * weight;
    }

    /** Where any of the words is, or a match without ranges. */
    SearchMatch match(List<String> words) {
        BitSet marked = new BitSet();
        for (String word : words) {
            for (int at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
                marked.set(at, at + word.length());
            }
        }
        List<SearchMatch.Range> ranges = new ArrayList<>();
        for (int start = marked.nextSetBit(0); start >= 0; start = marked.nextSetBit(marked.nextClearBit(start))) {
            ranges.add(new SearchMatch.Range(start, marked.nextClearBit(start)));
        }
        return new SearchMatch(name, text, ranges);
    }

    private int quality(int start, int end) {
        boolean starts = start == 0 || !Character.isLetterOrDigit(folded.charAt(start - 1));
        boolean ends = end == folded.length() || !Character.isLetterOrDigit(folded.charAt(end));
        if (start == 0 && end == folded.length()) {
            return WHOLE;
        }
        return starts ? (ends ? WORD : START_OF_WORD) : INSIDE;
    }
}
