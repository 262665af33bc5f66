package io.granary.http;

import static java.util.Objects.requireNonNull;

/**
 * One of several errors in one request.
 *
 * @param name where it is: a JSON path, a key or {@code file:line:column}
 * @param detail what is wrong and what was expected
 */
public record ProblemError(String name, String detail) {

    public ProblemError {
        requireNonNull(name, "name");
        requireNonNull(detail, "detail");
    }
}
