package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where comments can be: at an entry of a mapping or an item of a list. Lines and columns from 0. */
final class Slot {

    private final int document;
    private final int line;
    private final int column;
    private int endLine;
    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private @Nullable String inline;

    Slot(int document, int line, int column) {
        this.document = document;
        this.line = line;
        this.column = column;
        this.endLine = line;
    }

    int document() {
        return document;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    int endLine() {
        return endLine;
    }

    void endAt(int newEndLine) {
        endLine = newEndLine;
    }

    /** Lines above it; an empty one stands for a blank line between comments. */
    List<String> before() {
        return before;
    }

    /** Lines below it and all that is in it. */
    List<String> after() {
        return after;
    }

    /** What follows on its first line, or null. */
    @Nullable
    String inline() {
        return inline;
    }

    /** A second comment for the same line goes above it, so that none is lost. */
    void putInline(String comment) {
        if (inline == null) {
            inline = comment;
        } else {
            before.add(comment);
        }
    }

    boolean hasComments() {
        return inline != null || !before.isEmpty() || !after.isEmpty();
    }
}
