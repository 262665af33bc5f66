package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scalar over several lines: literal where the text has line breaks, folded where it is long and was written over
 * several lines.
 *
 * @param indicator such as {@code |-}
 * @param lines without indentation
 */
record BlockText(String indicator, List<String> lines) {

    private static final int LINE = 100;

    /** Null for a scalar that goes on one line. */
    static @Nullable BlockText of(YamlNode.Text scalar) {
        String text = scalar.text();
        boolean endsLine = text.endsWith("\n");
        String content = endsLine ? text.substring(0, text.length() - 1) : text;
        if (!isPrintable(content)) {
            return null;
        }
        if (content.contains("\n") || endsLine) {
            return new BlockText(endsLine ? "|" : "|-", List.of(content.split("\n", -1)));
        }
        boolean folds =
                scalar.style() == YamlNode.Text.Style.BLOCK && content.length() > LINE && !content.contains("  ");
        return folds ? new BlockText(">-", folded(content)) : null;
    }

    /** A first line that starts with a blank would tell the wrong indentation, trailing blank lines get lost. */
    private static boolean isPrintable(String content) {
        return !content.isEmpty()
                && !Character.isWhitespace(content.charAt(0))
                && !content.endsWith("\n")
                && !content.endsWith(" ")
                && content.lines().noneMatch(line -> line.startsWith("\t") || line.endsWith(" "))
                && content.chars().allMatch(c -> c == '\n' || (c >= ' ' && c != 0x7f && (c < 0x80 || c >= 0xa0)))
                && content.indexOf('\u2028') < 0
                && content.indexOf('\u2029') < 0
                && content.indexOf('\ufeff') < 0;
    }

    private static List<String> folded(String content) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : content.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
