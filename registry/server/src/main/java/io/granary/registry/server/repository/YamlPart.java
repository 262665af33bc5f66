package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file from one document mark ({@code ---}) to the next one, so that a syntax error ends with the document
 * it is in. The next mark belongs to both, as messages may point at it.
 *
 * @param linesBefore lines of the file above this part
 */
record YamlPart(String text, int linesBefore) {

    /** No scalar may hold a line that starts so. */
    private static final Pattern MARK = Pattern.compile("^---(?=\\s|$)", Pattern.MULTILINE);

    static List<YamlPart> of(String text) {
        if (text.startsWith("%") || text.contains("\n%")) {
            return List.of(new YamlPart(text, 0));
        }
        List<YamlPart> parts = new ArrayList<>();
        Matcher mark = MARK.matcher(text);
        int start = 0;
        int linesBefore = 0;
        while (mark.find()) {
            if (mark.start() > 0) {
                parts.add(new YamlPart(text.substring(start, mark.end()), linesBefore));
                linesBefore += lines(text, start, mark.start());
                start = mark.start();
            }
        }
        parts.add(new YamlPart(text.substring(start), linesBefore));
        return parts;
    }

    private static int lines(String text, int start, int end) {
        int lines = 0;
        for (int at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
            lines++;
        }
        return lines;
    }
}
