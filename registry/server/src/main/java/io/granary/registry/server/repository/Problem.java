package io.granary.registry.server.repository;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a feature repository.
 *
 * @param file path from the repository's folder
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what was expected
 * @param snippet the line itself; empty when the file has no such line
 * @param hint what to try, or null
 */
public record Problem(
        String file,
        int line,
        int column,
        String message,
        String snippet,
        @Nullable String hint) {

    public Problem {
        requireNonNull(file, "file");
        requireNonNull(message, "message");
        requireNonNull(snippet, "snippet");
    }

    /** {@code file:line:column}, which terminals and editors open. */
    public String location() {
        return file + ":" + line + ":" + column;
    }

    /** Several lines: location and message, the line with a caret below the column, the hint. */
    public String text() {
        StringBuilder text = new StringBuilder(location()).append(": ").append(message);
        if (!snippet.isEmpty()) {
            text.append("\n    ").append(snippet);
            text.append("\n    ").append(indentation()).append('^');
        }
        if (hint != null) {
            text.append("\n  ").append(hint);
        }
        return text.toString();
    }

    /** Blanks up to the column, tabs kept so that the caret stays below its character. */
    private String indentation() {
        String before = snippet.substring(0, Math.min(column - 1, snippet.length()));
        return before.replaceAll("[^\t]", " ");
    }
}
