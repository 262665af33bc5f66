package io.granary.registry.server.validation;

import io.granary.core.definition.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a definition breaks.
 *
 * @param name of the definition
 * @param path of the value within it, such as {@code features[2].expression}
 * @param message the value and what was expected
 * @param hint what to try, or null
 * @param line within the value's text, from 1; 0 when the whole value is meant
 * @param column within that line, from 1; 0 when the whole value is meant
 */
public record Violation(
        Kind kind,
        String name,
        String path,
        String message,
        @Nullable String hint,
        int line,
        int column) {

    /** The definition and the path within it. */
    public String location() {
        return kind.text() + " " + name + ", " + path;
    }
}
