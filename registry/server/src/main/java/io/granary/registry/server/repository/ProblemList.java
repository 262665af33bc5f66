package io.granary.registry.server.repository;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one file, each with its line. */
final class ProblemList {

    private static final int MAX_SNIPPET = 200;

    private final String file;
    private final List<String> lines;
    private final List<Problem> problems;

    ProblemList(SourceFile file, List<Problem> problems) {
        this.file = file.name();
        this.lines = file.lines();
        this.problems = problems;
    }

    void add(Place place, String message, @Nullable String hint) {
        problems.add(new Problem(file, place.line(), place.column(), message, line(place.line()), hint));
    }

    /** {@code file:line}, for messages about another place. */
    String location(Place place) {
        return file + ":" + place.line();
    }

    /** The place of a character of a scalar's text, or of the scalar where that cannot be told. */
    Place placeInside(YamlNode node, int line, int column) {
        Place start = node.place();
        if (line < 1 || column < 1 || !(node instanceof YamlNode.Text text)) {
            return start;
        }
        return switch (text.style()) {
            case PLAIN -> line == 1 ? new Place(start.line(), start.column() + column - 1) : start;
            case QUOTED ->
                line == 1 && isWrittenAsRead(text) ? new Place(start.line(), start.column() + column) : start;
            case BLOCK -> placeInBlock(start.line() + line, column);
        };
    }

    /** Whether a quoted text has no escapes, so that its columns are the file's. */
    private boolean isWrittenAsRead(YamlNode.Text text) {
        return line(text.place().line()).indexOf(text.text()) == text.place().column();
    }

    private Place placeInBlock(int line, int column) {
        String content = line(line);
        int indentation = content.length() - content.stripLeading().length();
        return new Place(line, indentation + column);
    }

    private String line(int number) {
        if (number > lines.size()) {
            return "";
        }
        String line = lines.get(number - 1);
        return line.length() > MAX_SNIPPET ? line.substring(0, MAX_SNIPPET) + "..." : line;
    }
}
