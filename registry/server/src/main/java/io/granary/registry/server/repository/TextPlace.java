package io.granary.registry.server.repository;

/** Finds the place of a character within the text of a scalar. */
final class TextPlace {

    private TextPlace() {}

    /** The place of a character of a scalar's text, or of the scalar where that cannot be told. */
    static Place inside(YamlNode node, int line, int column) {
        Place start = node.place();
        if (line < 1 || column < 1 || !(node instanceof YamlNode.Text text)) {
            return start;
        }
        return switch (text.style()) {
            case PLAIN -> line == 1 ? start.right(column - 1) : start;
            case QUOTED -> line == 1 && isWrittenAsRead(text) ? start.right(column) : start;
            case BLOCK -> insideBlock(start, line, column);
        };
    }

    /** Whether a quoted text has no escapes, so that its columns are the file's. */
    private static boolean isWrittenAsRead(YamlNode.Text text) {
        Place place = text.place();
        return place.file().line(place.line()).indexOf(text.text()) == place.column();
    }

    private static Place insideBlock(Place start, int line, int column) {
        String content = start.file().line(start.line() + line);
        int indentation = content.length() - content.stripLeading().length();
        return new Place(start.file(), start.line() + line, indentation + column);
    }
}
