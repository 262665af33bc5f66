package io.granary.http.access;

import static java.util.Objects.requireNonNull;

/** A name, or every name that begins like it when a {@code *} is its end. */
record NamePattern(String text) {

    private static final String REST = "*";

    NamePattern {
        requireNonNull(text, "text");
    }

    boolean matches(String name) {
        return text.endsWith(REST) ? name.regionMatches(0, text, 0, text.length() - 1) : name.equals(text);
    }

    boolean matchesAll() {
        return text.equals(REST);
    }
}
